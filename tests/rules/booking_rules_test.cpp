#include "scheduler/rules/booking_rules.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr instant noon = date::sys_days{date::year{2026} / 11 / 24} + 12h;

// Noon to one, under the standard policy: cancel and reschedule until midnight, twice.
booking at_noon(booking_state state = booking_state::confirmed) {
  booking b;
  b.id = {"bk_1"};
  b.state = state;
  b.start = noon;
  b.end = noon + 1h;
  if (state == booking_state::pending) b.held_until = noon - 24h;
  return b;
}

errc code_of(result<void> const& answer) {
  return answer.error().code;
}

presence_report said(party by, std::optional<presence> candidate, std::optional<presence> volunteer) {
  return {by, candidate, volunteer, noon + 30min};
}

TEST(BookingRules, TakeTimeWhilePendingOrConfirmed) {
  EXPECT_TRUE(is_open(booking_state::pending));
  EXPECT_TRUE(is_open(booking_state::confirmed));

  for (auto const s : {booking_state::completed, booking_state::candidate_no_show, booking_state::volunteer_no_show,
                       booking_state::cancelled, booking_state::expired}) {
    EXPECT_FALSE(is_open(s)) << name_of(s);
  }
}

TEST(BookingRules, CountACancellationAsLateAfterThePolicysTime) {
  auto const b = at_noon();

  EXPECT_EQ(cancel_until(b), noon - 12h);
  EXPECT_FALSE(would_be_late(b, noon - 12h));
  EXPECT_TRUE(would_be_late(b, noon - 12h + 1s));
}

TEST(BookingRules, AllowCancellingUntilTheStart) {
  EXPECT_TRUE(may_cancel(at_noon(), noon - 1s));
  EXPECT_TRUE(may_cancel(at_noon(booking_state::pending), noon - 25h));
  EXPECT_EQ(code_of(may_cancel(at_noon(), noon)), errc::already_started);
  EXPECT_EQ(code_of(may_cancel(at_noon(booking_state::completed), noon + 2h)), errc::already_started);
}

TEST(BookingRules, RefuseToCancelWhatIsNotThereAnyMore) {
  EXPECT_EQ(code_of(may_cancel(at_noon(booking_state::cancelled), noon - 1h)), errc::wrong_state);
  EXPECT_EQ(code_of(may_cancel(at_noon(booking_state::expired), noon - 1h)), errc::wrong_state);
  EXPECT_EQ(code_of(may_cancel(at_noon(booking_state::pending), noon - 24h)), errc::wrong_state);
}

TEST(BookingRules, AllowACandidateToMoveUntilThePolicysTimeAndSoOften) {
  auto twice_moved = at_noon();
  twice_moved.reschedules = 2;

  EXPECT_TRUE(may_reschedule(at_noon(), party::candidate, noon - 12h));
  EXPECT_EQ(code_of(may_reschedule(at_noon(), party::candidate, noon - 12h + 1s)), errc::reschedule_too_late);
  EXPECT_EQ(code_of(may_reschedule(twice_moved, party::candidate, noon - 24h)), errc::reschedule_limit);
}

TEST(BookingRules, HoldAnOrganizerToNeitherTimeNorNumber) {
  auto often_moved = at_noon();
  often_moved.reschedules = 9;

  EXPECT_TRUE(may_reschedule(often_moved, party::organizer, noon - 1s));
  EXPECT_EQ(code_of(may_reschedule(often_moved, party::organizer, noon)), errc::already_started);
}

TEST(BookingRules, SendAVolunteerToPropose) {
  EXPECT_EQ(code_of(may_reschedule(at_noon(), party::volunteer, noon - 48h)), errc::propose_instead);
}

TEST(BookingRules, RefuseToMoveWhatIsNotConfirmed) {
  EXPECT_EQ(code_of(may_reschedule(at_noon(booking_state::pending), party::candidate, noon - 48h)), errc::wrong_state);
  EXPECT_EQ(code_of(may_reschedule(at_noon(booking_state::cancelled), party::organizer, noon - 48h)),
            errc::wrong_state);
}

TEST(BookingRules, AllowConfirmingAttendanceBeforeTheStart) {
  EXPECT_TRUE(may_confirm_attendance(at_noon(), noon - 1s));
  EXPECT_EQ(code_of(may_confirm_attendance(at_noon(), noon)), errc::already_started);
  EXPECT_EQ(code_of(may_confirm_attendance(at_noon(booking_state::pending), noon - 48h)), errc::wrong_state);
  EXPECT_EQ(code_of(may_confirm_attendance(at_noon(booking_state::cancelled), noon - 1h)), errc::wrong_state);
}

TEST(BookingRules, AllowTellingOfBeingLateFromTwoHoursBeforeUntilTheEnd) {
  EXPECT_EQ(code_of(may_tell_running_late(at_noon(), noon - 2h - 1s)), errc::too_early);
  EXPECT_TRUE(may_tell_running_late(at_noon(), noon - 2h));
  EXPECT_TRUE(may_tell_running_late(at_noon(), noon + 1h - 1s));
  EXPECT_EQ(code_of(may_tell_running_late(at_noon(), noon + 1h)), errc::wrong_state);
  EXPECT_EQ(code_of(may_tell_running_late(at_noon(booking_state::cancelled), noon)), errc::wrong_state);
}

TEST(BookingRules, AllowReportsOfPresenceFromTenMinutesInUntilFourteenDaysAfter) {
  auto const last = noon + 1h + date::days{14};

  EXPECT_EQ(code_of(may_report_presence(at_noon(), noon + 10min - 1s)), errc::too_early);
  EXPECT_TRUE(may_report_presence(at_noon(), noon + 10min));
  EXPECT_TRUE(may_report_presence(at_noon(booking_state::completed), last - 1s));
  EXPECT_EQ(code_of(may_report_presence(at_noon(booking_state::completed), last)), errc::wrong_state);
  EXPECT_EQ(code_of(may_report_presence(at_noon(booking_state::cancelled), noon + 30min)), errc::wrong_state);
  EXPECT_EQ(code_of(may_report_presence(at_noon(booking_state::pending), noon + 30min)), errc::wrong_state);
}

TEST(BookingRules, AllowCorrectionsWhileTheBookingIsOpen) {
  EXPECT_TRUE(may_change(at_noon(), noon + 2h));
  EXPECT_TRUE(may_change(at_noon(booking_state::pending), noon - 25h));
  EXPECT_EQ(code_of(may_change(at_noon(booking_state::pending), noon - 24h)), errc::wrong_state);
  EXPECT_EQ(code_of(may_change(at_noon(booking_state::cancelled), noon - 24h)), errc::wrong_state);
}

TEST(BookingRules, AllowAnotherPlaceUntilTheEnd) {
  EXPECT_TRUE(may_change_place(at_noon(), noon + 59min));
  EXPECT_EQ(code_of(may_change_place(at_noon(), noon + 60min)), errc::wrong_state);
  EXPECT_EQ(code_of(may_change_place(at_noon(booking_state::cancelled), noon - 1h)), errc::wrong_state);
}

TEST(BookingRules, LetAPendingBookingExpireWhenItsHoldRunsOut) {
  EXPECT_EQ(state_by_now(at_noon(booking_state::pending), noon - 24h - 1s), booking_state::pending);
  EXPECT_EQ(state_by_now(at_noon(booking_state::pending), noon - 24h), booking_state::expired);
}

TEST(BookingRules, CompleteWhatBothCameTo) {
  auto by_volunteer = at_noon();
  by_volunteer.presence_reports = {said(party::volunteer, presence::came, presence::came)};
  auto by_each = at_noon();
  by_each.presence_reports = {said(party::volunteer, std::nullopt, presence::came),
                              said(party::candidate, presence::came, std::nullopt)};

  EXPECT_EQ(state_by_now(by_volunteer, noon + 1h), booking_state::completed);
  EXPECT_EQ(state_by_now(by_each, noon + 1h), booking_state::completed);
}

TEST(BookingRules, LeaveOpenWhatIsDisputedOrHalfKnown) {
  auto disputed = at_noon();
  disputed.presence_reports = {said(party::volunteer, presence::came, presence::came),
                               said(party::candidate, presence::came, presence::did_not_come)};
  auto half_known = at_noon();
  half_known.presence_reports = {said(party::volunteer, presence::came, std::nullopt)};

  EXPECT_EQ(state_by_now(disputed, noon + date::days{13}), booking_state::confirmed);
  EXPECT_EQ(state_by_now(half_known, noon + date::days{13}), booking_state::confirmed);
}

TEST(BookingRules, BelieveTheOrganizerWhereReportsDiffer) {
  auto b = at_noon();
  b.presence_reports = {said(party::volunteer, presence::did_not_come, presence::came),
                        said(party::candidate, presence::came, presence::did_not_come),
                        said(party::organizer, presence::came, presence::came)};

  EXPECT_EQ(state_by_now(b, noon + 2h), booking_state::completed);
}

TEST(BookingRules, CompleteWhatNobodyReportedForSevenDays) {
  EXPECT_EQ(state_by_now(at_noon(), noon + 1h + date::days{7} - 1s), booking_state::confirmed);
  EXPECT_EQ(state_by_now(at_noon(), noon + 1h + date::days{7}), booking_state::completed);
}

TEST(BookingRules, TakeNoStateBack) {
  for (auto const s : {booking_state::completed, booking_state::candidate_no_show, booking_state::volunteer_no_show,
                       booking_state::cancelled, booking_state::expired}) {
    EXPECT_EQ(state_by_now(at_noon(s), noon - 99h), s);
    EXPECT_EQ(state_by_now(at_noon(s), noon + 9999h), s);
  }
}

}  // namespace
}  // namespace rehearse
