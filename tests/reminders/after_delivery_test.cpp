// What becomes of a mail after each answer of the server.
#include "scheduler/reminders/after_delivery.hpp"

#include "tests/support/post_office.hpp"

#include <set>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

instant const now = at("2026-11-09T08:00:00Z");

mail attempt(int number, seconds left = 72h) {
  mail m;
  m.attempts = number;
  m.due = now;
  m.useless_after = now + left;
  return m;
}

struct AfterDelivery : ::testing::Test {
  next_step after(mail const& m, delivery_report const& report) { return after_delivery(m, report, now, chance); }
  seconds pause(mail const& m, delivery_report const& report) {
    auto const step = after(m, report);
    EXPECT_EQ(step.state, mail_state::waiting);
    return step.due - now;
  }
  seeded_randomness chance{1};
};

TEST_F(AfterDelivery, AcceptedMailIsSentWithTheServersWords) {
  auto const step = after(attempt(1), accepted());

  EXPECT_EQ(step.state, mail_state::sent);
  EXPECT_EQ(step.why, "250 OK");
}

TEST_F(AfterDelivery, PausesDoubleFromHalfAMinuteToAnHourAndAFifthMore) {
  for (int number = 1; number <= 40; ++number) {
    auto const least = number <= 7 ? seconds(30) * (1L << (number - 1)) : seconds(1h);
    for (int draw = 0; draw < 20; ++draw) {
      auto const waits = pause(attempt(number), refused_for_now());
      EXPECT_GE(waits, least) << number;
      EXPECT_LE(waits, least * 6 / 5) << number;
    }
  }
}

TEST_F(AfterDelivery, PausesOfMailsRefusedTogetherDiffer) {
  std::set<seconds> drawn;
  for (int i = 0; i < 50; ++i) drawn.insert(pause(attempt(5), refused_for_now()));

  EXPECT_GT(drawn.size(), 10u);
}

TEST_F(AfterDelivery, PausesGrowShortWhereLittleTimeIsLeft) {
  EXPECT_LE(pause(attempt(9, 80min), refused_for_now()), 12min);
  EXPECT_GE(pause(attempt(9, 80min), refused_for_now()), 10min);
  EXPECT_LE(pause(attempt(9, 1min), refused_for_now()), 36s);
}

TEST_F(AfterDelivery, GivesUpWhenTheNextAttemptWouldBeUseless) {
  EXPECT_EQ(after(attempt(1, 29s), refused_for_now()).state, mail_state::failed);
  EXPECT_FALSE(after(attempt(1, 29s), refused_for_now()).refused_address);
  EXPECT_EQ(after(attempt(1, 36s), refused_for_now()).state, mail_state::waiting);
}

TEST_F(AfterDelivery, TriesUntilTheLastMinutes) {
  auto m = attempt(1, 24h);
  instant last = now;
  for (int i = 0; i < 10'000; ++i) {
    auto const step = after_delivery(m, refused_for_now(), last, chance);
    if (step.state != mail_state::waiting) break;
    EXPECT_LE(step.due, m.useless_after);
    last = step.due;
    ++m.attempts;
  }

  EXPECT_GE(last, m.useless_after - 1min);
}

TEST_F(AfterDelivery, ARefusalForGoodIsFinal) {
  auto const step = after(attempt(1), refused_for_good());

  EXPECT_EQ(step.state, mail_state::failed);
  EXPECT_TRUE(step.refused_address);
  EXPECT_EQ(step.why, "550 no such person");
}

TEST_F(AfterDelivery, AFullMailboxIsTriedAgain) {
  EXPECT_GE(pause(attempt(3), mailbox_full()), 2min);
  EXPECT_EQ(after(attempt(3, 20s), mailbox_full()).state, mail_state::failed);
  EXPECT_FALSE(after(attempt(3, 20s), mailbox_full()).refused_address);
}

TEST_F(AfterDelivery, TroubleOfTheServerIsNoFaultOfTheMail) {
  auto const step = after(attempt(20), no_server());

  EXPECT_EQ(step.state, mail_state::waiting);
  EXPECT_LE(step.due - now, 36s);
  EXPECT_EQ(step.attempts, 19);
  EXPECT_EQ(after(attempt(1), no_server()).attempts, 1);  // so that it stays in front of what was written later
}

TEST_F(AfterDelivery, AWrongLoginNeverCountsAsARefusedAddress) {
  delivery_report const login{delivery::refused_for_now, 535, "535 wrong password", false, true};

  EXPECT_FALSE(after(attempt(1, 20s), login).refused_address);
}

TEST_F(AfterDelivery, WhatPerhapsArrivedIsTriedOnceMoreAfterAQuarterOfAnHour) {
  auto m = attempt(1);
  EXPECT_EQ(pause(m, perhaps_accepted()), 15min);

  m.smtp_code = 354;  // as the row tells at the second attempt
  EXPECT_EQ(after(m, perhaps_accepted()).state, mail_state::uncertain);
  EXPECT_EQ(after(m, accepted()).state, mail_state::sent);
}

TEST_F(AfterDelivery, WhatPerhapsArrivedIsUncertainWhereNoTimeIsLeftForMore) {
  EXPECT_EQ(after(attempt(1, 14min), perhaps_accepted()).state, mail_state::uncertain);

  auto m = attempt(2, 20s);
  m.smtp_code = 354;
  EXPECT_EQ(after(m, refused_for_now()).state, mail_state::uncertain);
}

TEST_F(AfterDelivery, AMailGivenBackWaitsAsBefore) {
  auto const step = given_back(attempt(4));

  EXPECT_EQ(step.state, mail_state::waiting);
  EXPECT_EQ(step.due, now);
  EXPECT_EQ(step.attempts, 3);
}

}  // namespace
}  // namespace rehearse::test
