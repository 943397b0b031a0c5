#include "scheduler/rules/mail_plan.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr instant noon = date::sys_days{date::year{2026} / 11 / 24} + 12h;

// Noon to one, under the standard policy.
booking at_noon() {
  booking b;
  b.id = {"bk_1"};
  b.sequence = 3;
  b.start = noon;
  b.end = noon + 1h;
  return b;
}

std::vector<mail> of_kind(std::vector<mail> mails, mail_kind kind) {
  std::erase_if(mails, [kind](mail const& m) { return m.kind != kind; });
  return mails;
}

TEST(MailPlan, OwesEachSideItsRemindersAndFollowUpsInOrder) {
  auto const owed = planned_mails(at_noon(), noon - date::days{7});

  ASSERT_EQ(owed.size(), 7u);
  std::vector<std::pair<instant, party>> seen;
  for (auto const& m : owed) seen.emplace_back(m.due, m.to);
  EXPECT_EQ(seen, (std::vector<std::pair<instant, party>>{{noon - 24h, party::candidate},
                                                          {noon - 24h, party::volunteer},
                                                          {noon - 1h, party::candidate},
                                                          {noon - 1h, party::volunteer},
                                                          {noon + 2h, party::candidate},
                                                          {noon + 2h, party::volunteer},
                                                          {noon + 1h + date::days{30}, party::candidate}}));
}

TEST(MailPlan, SaysInEachRowWhatItsLetterNeeds) {
  auto const owed = planned_mails(at_noon(), noon - date::days{7});

  EXPECT_EQ(owed[0].detail, R"({"minutes_before":1440,"ask_attendance":true})");
  EXPECT_EQ(owed[2].detail, R"({"minutes_before":60,"ask_attendance":false})");
  EXPECT_EQ(owed[6].detail, R"({"minutes_after":43200,"ask_outcome":true})");
  for (auto const& m : owed) {
    EXPECT_EQ(m.booking, booking_id{"bk_1"});
    EXPECT_EQ(m.booking_sequence, 3);
    EXPECT_EQ(m.written_at, noon - date::days{7});
    EXPECT_EQ(m.state, mail_state::waiting);
  }
}

TEST(MailPlan, LeavesOutWhatIsPastWhenTheBookingIsMade) {
  auto const owed = of_kind(planned_mails(at_noon(), noon - 2h), mail_kind::reminder);

  ASSERT_EQ(owed.size(), 2u);
  EXPECT_EQ(owed[0].due, noon - 1h);
}

TEST(MailPlan, FollowsTheBookingsOwnCopyOfThePolicy) {
  auto b = at_noon();
  b.rules.reminders = {{30min, {false, true}, false}};
  b.rules.follow_ups.clear();
  auto const owed = planned_mails(b, noon - date::days{7});

  ASSERT_EQ(owed.size(), 1u);
  EXPECT_EQ(owed[0].to, party::volunteer);
  EXPECT_EQ(owed[0].due, noon - 30min);
}

TEST(MailPlan, CountsElapsedTimeAndNotWallClockTime) {
  auto b = at_noon();
  b.candidate.zone = "America/New_York";
  b.start = date::sys_days{date::year{2026} / 11 / 1} + 18h;  // after the clocks went back that morning
  b.end = b.start + 1h;
  auto const owed = planned_mails(b, b.start - date::days{7});

  EXPECT_EQ(b.start - owed[0].due, 24h);
}

TEST(MailPlan, LeavesOutAReminderThatCouldNeverLeaveInTime) {
  auto b = at_noon();
  b.rules.reminders = {{4min, {true, true}, false}, {5min, {true, true}, false}};
  auto const owed = of_kind(planned_mails(b, noon - 1h), mail_kind::reminder);

  ASSERT_EQ(owed.size(), 2u);
  EXPECT_EQ(owed[0].due, noon - 5min);
}

// The minutes before the start, of the reminders that come.
std::vector<long> come(booking const& b) {
  std::vector<long> before;
  for (auto const& rule : reminders_that_come(b)) before.push_back(rule.before.count());
  return before;
}

TEST(MailPlan, PromisesTheRemindersThatItPlansAndNoOthers) {
  auto b = at_noon();
  b.rules.reminders = {{60min, {true, true}, false}, {1440min, {true, true}, true}, {3min, {true, true}, false}};
  b.made_at = noon - date::days{7};
  EXPECT_EQ(come(b), (std::vector<long>{1440, 60}));

  b.made_at = noon - 23h;
  EXPECT_EQ(come(b), std::vector<long>{60});
  b.made_at = noon - 30min;
  EXPECT_EQ(come(b), std::vector<long>{});
}

TEST(MailPlan, PromisesOnesOfTheTimeThatWasAgreedLast) {
  auto b = at_noon();
  b.made_at = noon - date::days{7};
  b.history = {{b.made_at, party::candidate, "booked"}, {noon - 20h, party::candidate, "rescheduled"}};
  EXPECT_EQ(come(b), std::vector<long>{60});

  b.history.push_back({noon - 10min, party::candidate, "attendance_confirmed"});
  EXPECT_EQ(come(b), std::vector<long>{60}) << "nothing was planned anew";
}

TEST(MailPlan, SaysHowLongEachKindOfMailIsOfUse) {
  auto b = at_noon();
  b.held_until = noon - 3h;
  auto const due = noon - 4h;

  EXPECT_EQ(useless_after(mail_kind::reminder, b, due), noon - 5min);
  EXPECT_EQ(useless_after(mail_kind::address_confirmation, b, due), noon - 3h);
  EXPECT_EQ(useless_after(mail_kind::cancellation, b, due), b.end);
  EXPECT_EQ(useless_after(mail_kind::running_late, b, due), b.end);
  EXPECT_EQ(useless_after(mail_kind::follow_up, b, due), due + date::days{3});
}

}  // namespace
}  // namespace rehearse
