// What mail each booking owes at which minute by its own policy, and what became of it: written down from the tables
// after every deed, and held against what arrives. Used by the simulation alone; the test's thread.
#pragma once

#include "tests/simulation/year.hpp"

#include <map>
#include <set>
#include <string>
#include <tuple>

namespace rehearse::test {

class planned_mail {
 public:
  explicit planned_mail(year& y) : y_(y) {}

  // Every reminder and follow-up that the policies ask for, by the clock of the instant it was agreed at; those of a
  // cancelled booking or of a time that it was moved away from are void.
  void plan(tables const& now);
  // One reminder or follow-up arrived: it was owed, at that minute, once, and nothing later was due already.
  void arrived(arrival const& a, mail_row const& row, booking_row const& b);
  // Where nothing is in the way, all that fell due has left.
  void check_what_fell_due();
  // The table holds exactly one row for each that is still to come, and no other.
  void check_rows(tables const& now);

 private:
  enum class fate { awaited, arrived, superseded, void_ };
  struct owed {
    instant due, useless_from;
    fate is = fate::awaited;
    std::string mail;           // that brought it
    bool fell_due = false;      // at some time: the clock may have been set back since
    bool was_unwanted = false;  // its volunteer had switched reminders off at some time since then
  };
  // kind, booking, side, how often moved; the distance orders those of one group.
  using group = std::tuple<std::string, std::string, std::string, int>;
  using group_plans = std::map<minutes, owed>;
  using group_rows = std::map<minutes, std::vector<mail_row const*>>;

  void plan(booking_row const& b);
  void plan_rule(booking_row const& b, std::string const& kind, std::string const& side, minutes distance);
  void avoid(booking_row const& b);
  void check_rows_of(group const& g, group_plans const& plans, group_rows& rows);
  // True where it is settled: it left, need not, or should have.
  bool check_owed(group const& g, group_plans& plans, minutes distance);
  bool later_one_is_due(group_plans const& plans, minutes distance) const;
  bool is_unwanted(group const& g);
  bool was_lost_in_doubt(group const& g, minutes distance);

  year& y_;
  std::map<group, group_plans> plans_;
  std::set<std::tuple<instant, group, minutes>> awaited_;  // by due time
};

}  // namespace rehearse::test
