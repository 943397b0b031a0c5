// Whether a mail still says something true when it leaves: every kind, in every state of its booking.
#include "scheduler/reminders/still_useful.hpp"

#include "tests/support/world.hpp"

#include <set>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

using state = booking_state;

instant const start = at("2026-11-09T08:00:00Z");
instant const now = start - 2h;

booking booking_in(state is) {
  booking b;
  b.state = is;
  b.sequence = 3;
  b.start = start;
  b.end = start + 1h;
  b.new_email = "new@example.org";
  if (is == state::pending) b.held_until = now + 10min;
  return b;
}

mail about(mail_kind kind) {
  mail m;
  m.id.text = "mail_of_" + std::string(name_of(kind));
  m.kind = kind;
  m.booking_sequence = 3;
  m.due = now;
  m.state = mail_state::leased;
  if (kind == mail_kind::new_address_confirmation) m.recipient = "new@example.org";
  return m;
}

mail reminder(int minutes_before, instant due) {
  auto m = about(mail_kind::reminder);
  m.id.text += std::to_string(minutes_before);
  m.detail = R"({"minutes_before":)" + std::to_string(minutes_before) + R"(,"ask_attendance":true})";
  m.due = due;
  return m;
}

std::optional<std::string> reason(mail const& m, booking const& b, std::vector<mail> const& others = {},
                                  instant when = now) {
  return reason_to_drop(m, b, others, when);
}

std::vector<state> const all_states = {
    state::pending,           state::confirmed, state::completed, state::candidate_no_show,
    state::volunteer_no_show, state::cancelled, state::expired};

// In which states a mail of that kind leaves.
std::set<state> useful_states(mail_kind kind) {
  switch (kind) {
    case mail_kind::address_confirmation:
      return {state::pending};
    case mail_kind::new_address_confirmation:
      return {state::pending, state::confirmed};
    case mail_kind::cancellation:
      return {state::cancelled};
    case mail_kind::follow_up:
      return {state::confirmed, state::completed};
    case mail_kind::undeliverable:
      return {state::pending, state::confirmed, state::cancelled};
    case mail_kind::booking_confirmation:
    case mail_kind::reminder:
    case mail_kind::rescheduled:
    case mail_kind::place_changed:
    case mail_kind::running_late:
      return {state::confirmed};
    default:
      return {all_states.begin(), all_states.end()};
  }
}

TEST(StillUseful, EveryKindLeavesInItsStatesAlone) {
  for (auto const kind : all_mail_kinds()) {
    auto const useful = useful_states(kind);
    for (auto const is : all_states) {
      auto const why = reason(about(kind), booking_in(is));
      EXPECT_EQ(!why, useful.contains(is)) << name_of(kind) << " of a booking that is " << name_of(is);
    }
  }
}

TEST(StillUseful, WhatTellsOfATimeThatHasMovedOnIsDropped) {
  auto b = booking_in(state::confirmed);
  b.sequence = 4;
  for (auto const kind : {mail_kind::booking_confirmation, mail_kind::reminder, mail_kind::rescheduled,
                          mail_kind::place_changed, mail_kind::running_late, mail_kind::follow_up})
    EXPECT_EQ(reason(about(kind), b), "the booking moved on") << name_of(kind);
}

TEST(StillUseful, ACancellationIsToldWhateverTheSequence) {
  auto b = booking_in(state::cancelled);
  b.sequence = 9;
  EXPECT_EQ(reason(about(mail_kind::cancellation), b), std::nullopt);
}

TEST(StillUseful, NoReminderAfterTheStart) {
  auto const b = booking_in(state::confirmed);
  EXPECT_EQ(reason(reminder(60, start - 1h), b, {}, start - 1s), std::nullopt);
  EXPECT_EQ(reason(reminder(60, start - 1h), b, {}, start), "the interview has started");
}

TEST(StillUseful, OfSeveralRemindersThatAreDueTheLatestIsSent) {
  auto const b = booking_in(state::confirmed);
  auto const day = reminder(1440, start - 24h);
  auto const hour = reminder(60, start - 1h);
  std::vector<mail> const both = {day, hour};

  EXPECT_EQ(reason(day, b, both, start - 61min), std::nullopt) << "the later one is not due yet";
  EXPECT_EQ(reason(day, b, both, start - 1h), "a later reminder is due as well");
  EXPECT_EQ(reason(hour, b, both, start - 1h), std::nullopt);
}

TEST(StillUseful, ALaterReminderOfTheOtherSideOrOneThatIsSettledDoesNotCount) {
  auto const b = booking_in(state::confirmed);
  auto const day = reminder(1440, start - 24h);
  auto hour = reminder(60, start - 1h);

  hour.to = party::volunteer;
  EXPECT_EQ(reason(day, b, {hour}, start - 30min), std::nullopt);
  hour.to = party::candidate;
  hour.state = mail_state::dropped;
  EXPECT_EQ(reason(day, b, {hour}, start - 30min), std::nullopt);
}

TEST(StillUseful, AHoldThatRanOutIsNotToBeConfirmedAnyMore) {
  auto const b = booking_in(state::pending);
  EXPECT_EQ(reason(about(mail_kind::address_confirmation), b, {}, *b.held_until - 1s), std::nullopt);
  EXPECT_NE(reason(about(mail_kind::address_confirmation), b, {}, *b.held_until), std::nullopt);
}

TEST(StillUseful, NobodyIsThankedForAnInterviewToWhichSomebodyDidNotCome) {
  auto b = booking_in(state::confirmed);
  presence_report report;
  report.candidate = presence::came;
  report.volunteer = presence::trouble;
  b.presence_reports = {report};
  EXPECT_EQ(reason(about(mail_kind::follow_up), b, {}, b.end + 1h), std::nullopt);

  b.presence_reports.front().volunteer = presence::did_not_come;
  EXPECT_EQ(reason(about(mail_kind::follow_up), b, {}, b.end + 1h), "somebody did not come");

  b.presence_reports.front().volunteer.reset();
  b.presence_reports.front().candidate = presence::did_not_come;
  EXPECT_EQ(reason(about(mail_kind::follow_up), b, {}, b.end + 1h), "somebody did not come");
}

TEST(StillUseful, AnAddressThatIsNotAskedForAnyMoreIsNotMailed) {
  auto b = booking_in(state::confirmed);
  b.new_email = "another@example.org";
  EXPECT_NE(reason(about(mail_kind::new_address_confirmation), b), std::nullopt);
}

}  // namespace
}  // namespace rehearse::test
