#include "tests/simulation/planned_mail.hpp"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

constexpr auto last_use_of_a_reminder = 5min;
constexpr auto use_of_a_follow_up = 72h;

std::vector<std::string> sides_of(mail_rule const& rule) {
  std::vector<std::string> sides;
  if (rule.to_candidate) sides.emplace_back("candidate");
  if (rule.to_volunteer) sides.emplace_back("volunteer");
  return sides;
}

}  // namespace

void planned_mail::plan(tables const& now) {
  for (auto const& [id, b] : now.bookings) {
    avoid(b);
    if (b.is_agreed()) plan(b);
  }
}

void planned_mail::plan(booking_row const& b) {
  for (auto const& rule : b.reminders)
    for (auto const& side : sides_of(rule)) plan_rule(b, "reminder", side, rule.distance);
  for (auto const& rule : b.follow_ups)
    for (auto const& side : sides_of(rule)) plan_rule(b, "follow_up", side, rule.distance);
}

void planned_mail::plan_rule(booking_row const& b, std::string const& kind, std::string const& side, minutes distance) {
  bool const reminds = kind == "reminder";
  auto const due = reminds ? b.start - distance : b.end + distance;
  auto const useless_from = reminds ? b.start - last_use_of_a_reminder : due + use_of_a_follow_up;
  if (due < b.agreed_at() || due > useless_from) return;
  group const g{kind, b.id, side, b.moves()};
  if (plans_[g].try_emplace(distance, owed{due, useless_from, fate::awaited, {}, false, false}).second)
    awaited_.emplace(due, g, distance);
}

void planned_mail::avoid(booking_row const& b) {
  for (auto const* kind : {"reminder", "follow_up"}) {
    for (auto const* side : {"candidate", "volunteer"}) {
      for (int moves = b.is_agreed() ? b.moves() - 1 : b.moves(); moves >= 0; --moves) {
        auto const found = plans_.find({kind, b.id, side, moves});
        if (found == plans_.end()) continue;
        for (auto& [distance, plan] : found->second)
          if (plan.is == fate::awaited) plan.is = fate::void_;
      }
    }
  }
}

void planned_mail::arrived(arrival const& a, mail_row const& row, booking_row const& b) {
  group const g{row.kind, row.booking, row.to, b.moves()};
  auto const theirs = plans_.find(g);
  auto const found = theirs == plans_.end() ? group_plans::iterator{} : theirs->second.find(row.distance);
  bool const is_planned = theirs != plans_.end() && found != theirs->second.end();
  ASSERT_TRUE(is_planned) << "a " << row.kind << " that nobody planned";
  auto& plan = found->second;
  y_.compared(row.kind + "s against their minute");
  ASSERT_LE(a.when, plan.useless_from) << "too late to be of use";
  ASSERT_GE(a.when, plan.due);
  if (plan.is == fate::arrived) {
    EXPECT_EQ(plan.mail, a.mail) << "two " << row.kind << "s of one minute";
    return;
  }
  ASSERT_EQ(plan.is, fate::awaited) << "a " << row.kind << " that was superseded, or of a time that was given up";
  EXPECT_FALSE(is_unwanted(g)) << "the volunteer had switched reminders off";
  EXPECT_TRUE(a.when == plan.due || y_.trouble.any_between(plan.due, a.when)) << "late, and nothing was in the way";
  plan.is = fate::arrived;
  plan.mail = a.mail;
  if (row.kind != "reminder") return;
  for (auto& [distance, other] : theirs->second) {
    bool const is_later = distance < row.distance;
    EXPECT_FALSE(is_later && other.due <= a.when && other.is == fate::awaited) << "a later reminder was due as well";
    if (!is_later && other.is == fate::awaited) other.is = fate::superseded;
  }
}

void planned_mail::check_what_fell_due() {
  for (auto it = awaited_.begin(); it != awaited_.end() && std::get<0>(*it) <= y_.now();) {
    auto const& [due, g, distance] = *it;
    it = check_owed(g, plans_.at(g), distance) ? awaited_.erase(it) : std::next(it);
  }
}

bool planned_mail::check_owed(group const& g, group_plans& plans, minutes distance) {
  auto& plan = plans.at(distance);
  if (plan.is != fate::awaited) return true;
  plan.fell_due = true;
  plan.was_unwanted = plan.was_unwanted || is_unwanted(g);
  bool const in_vain = y_.now() > plan.useless_from;
  if (y_.trouble.any_at(y_.now()) && !in_vain) return false;
  y_.compared("mails that fell due");
  bool const was_hindered = y_.trouble.any_between(plan.due, std::min(y_.now(), plan.useless_from));
  bool const is_needless = std::get<0>(g) == "follow_up" && is_told_not_to_have_happened(y_.w, std::get<1>(g));
  bool const excused = plan.was_unwanted || is_needless || was_lost_in_doubt(g, distance) ||
                       (was_hindered && (in_vain || later_one_is_due(plans, distance)));
  EXPECT_TRUE(excused) << "the " << std::get<0>(g) << " of " << to_text(plan.due) << " to the " << std::get<2>(g)
                       << " of " << std::get<1>(g) << " did not leave";
  plan.is = fate::superseded;
  return true;
}

bool planned_mail::later_one_is_due(group_plans const& plans, minutes distance) const {
  return std::ranges::any_of(plans, [&](auto const& p) { return p.first < distance && p.second.due <= y_.now(); });
}

bool planned_mail::is_unwanted(group const& g) {
  auto const& [kind, booking, side, moves] = g;
  if (kind != "reminder" || side != "volunteer") return false;
  return !y_.giver_of(read_booking_row(y_.w, booking).volunteer).wants_reminders;
}

// It was in doubt twice whether the mail arrived, and it did not: the one case in which a mail may be lost.
bool planned_mail::was_lost_in_doubt(group const& g, minutes distance) {
  auto const& [kind, booking, side, moves] = g;
  for (auto const& m : mails_about_booking(y_.w, booking))
    if (m.kind == kind && m.to == side && m.distance == distance && y_.mails.doubts(m.id) >= 2) return true;
  return false;
}

void planned_mail::check_rows(tables const& now) {
  std::map<group, group_rows> rows;
  for (auto const& m : now.mails) {
    // One that was in a worker's hands is looked at again before it leaves.
    bool const is_to_come = m.state == "waiting" && m.attempts == 0;
    if (m.booking.empty() || !is_to_come || (m.kind != "reminder" && m.kind != "follow_up")) continue;
    auto const& b = now.booking(m.booking);
    EXPECT_TRUE(b.is_agreed()) << "a " << m.kind << " waits for a booking that is " << b.state;
    EXPECT_EQ(m.sequence, b.sequence);
    rows[{m.kind, m.booking, m.to, b.moves()}][m.distance].push_back(&m);
  }
  for (auto const& [g, plans] : plans_) {
    if (now.bookings.contains(std::get<1>(g))) check_rows_of(g, plans, rows[g]);
    rows.erase(g);
  }
  for (auto const& [g, others] : rows)
    for (auto const& [distance, theirs] : others) EXPECT_TRUE(theirs.empty()) << "rows that no policy asks for";
}

void planned_mail::check_rows_of(group const& g, group_plans const& plans, group_rows& rows) {
  for (auto const& [distance, plan] : plans) {
    auto const theirs = std::exchange(rows[distance], {});
    bool const is_to_come = plan.is == fate::awaited && !plan.fell_due && plan.due > y_.now();
    y_.compared("plans with the table", is_to_come ? 1 : 0);
    EXPECT_EQ(theirs.size(), is_to_come ? 1u : theirs.size())
        << "rows for the " << std::get<0>(g) << " of " << to_text(plan.due) << " to the " << std::get<2>(g);
    if (is_to_come && theirs.size() == 1) {
      EXPECT_EQ(theirs.front()->due, plan.due);
    }
  }
  for (auto const& [distance, theirs] : rows)
    EXPECT_TRUE(theirs.empty()) << "a " << std::get<0>(g) << " that no policy asks for";
}

}  // namespace rehearse::test
