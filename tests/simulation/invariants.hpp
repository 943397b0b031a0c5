// What holds of the year after every deed, looked at by code that asks nothing of the code under test: it reads the
// tables and what arrived by mail, and recomputes. One room (.cpp) per promise. Fails the running test. The test's
// thread.
#pragma once

#include "tests/simulation/calendars.hpp"
#include "tests/simulation/planned_mail.hpp"
#include "tests/simulation/year.hpp"

#include <map>
#include <string>

namespace rehearse::test {

class invariants {
 public:
  explicit invariants(year& y) : y_(y), plans_(y) {}

  // After every deed: all that is agreed or was of late, and the slots of two volunteers.
  void check();
  // After every look of the worker.
  void check_what_arrived();
  // Now and then, and at the end: every row that there is.
  void check_everything();
  // At the end, when nothing was in the way for days.
  void check_nothing_is_owed();

 private:
  // Bookings: invariants_bookings.cpp.
  void check_bookings(tables const& t);
  void check_change(booking_row const& before, booking_row const& b);
  void check_agreed_times(booking_row const& b);
  void check_occupations(tables const& t);
  void check_occupation(tables const& t, occupation_row const& o);
  // Slots: invariants_slots.cpp.
  void check_slots();
  void check_slots_of(giver const& g, interview_type const& type, instant from, instant to);
  void check_pool(interview_type const& type, instant from, instant to);
  void check_bookable(giver const& g, interview_type const& type, std::vector<slot> const& listed);
  // Mails: invariants_mails.cpp.
  void look_at(arrival const& a);
  void check_it_tells_the_truth(arrival const& a, mail_row const& row, booking_row const& b);
  void check_order(arrival const& a, mail_row const& row);
  void check_repeats(arrival const& a, mail_row const& row);
  void take_links(arrival const& a, mail_row const& row);
  void check_calendars(tables const& t);
  void check_calendar(tables const& t, booking_row const& b, std::string const& side);
  void note_first_due(tables const& t);

  struct left_mail {
    std::string mail;
    std::int64_t number;
    instant when;
  };

  year& y_;
  planned_mail plans_;
  calendars calendars_;
  std::map<std::string, booking_row> before_;           // every booking as it was last seen
  std::map<std::string, instant> first_due_;            // of every mail, as it was written
  std::map<std::string, int> arrivals_;                 // by mail
  std::map<std::string, std::vector<left_mail>> left_;  // by booking and side, as they arrived
};

}  // namespace rehearse::test
