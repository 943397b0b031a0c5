// Reminders as their readers get them: over downtime, moves, cancellations, clock jumps, a switch and another policy.
#include "scheduler/reminders/record.hpp"
#include "tests/reminders/correspondence.hpp"

namespace rehearse::test {
namespace {

using Reminders = Correspondence;
constexpr auto reminder = mail_kind::reminder;

TEST_F(Reminders, LeaveADayAndAnHourBeforeToBothSides) {
  book("2026-11-09T08:00:00Z");
  live_until("2026-11-09T09:00:00Z");

  for (auto const side : {party::candidate, party::volunteer})
    EXPECT_EQ(arrival_times(reminder, side), (texts{"2026-11-08T08:00:00Z", "2026-11-09T07:00:00Z"}));
}

TEST_F(Reminders, AreReckonedInElapsedTimeAcrossAClockChange) {
  w.go_to("2027-03-20T08:00:00Z");
  book("2027-03-28T10:00:00Z");  // Europe/Paris springs forward at 01:00 UTC
  live_until("2027-03-28T11:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::volunteer), (texts{"2027-03-27T10:00:00Z", "2027-03-28T09:00:00Z"}));
}

TEST_F(Reminders, OneAlreadyPastWhenTheBookingIsMadeIsNotSent) {
  w.go_to("2026-11-08T20:00:00Z");
  book("2026-11-09T08:00:00Z");
  live_until("2026-11-09T09:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::candidate), texts{"2026-11-09T07:00:00Z"});
}

TEST_F(Reminders, OneAlreadyPastIsNotPromised) {
  w.go_to("2026-11-08T20:00:00Z");
  book("2026-11-09T08:00:00Z");
  deliver();

  auto const text = arrived(mail_kind::booking_confirmation, party::candidate).at(0).letter.text;
  EXPECT_NE(text.find("We remind you by mail 1 hour before the start."), std::string::npos) << text;
  EXPECT_EQ(text.find("asks you whether you will come"), std::string::npos) << "the question came a day before";
  EXPECT_NE(text.find("That is so soon that it counts as"), std::string::npos) << text;
  EXPECT_EQ(text.find("Best is until"), std::string::npos) << "12 hours before was when it was booked";
}

TEST_F(Reminders, TheVolunteersAsksNothingThatOnlyTheCandidateCanAnswer) {
  book("2026-11-09T08:00:00Z");
  live_until("2026-11-08T09:00:00Z");

  EXPECT_NE(arrived(reminder, party::candidate).at(0).letter.text.find("Will you be there?"), std::string::npos);
  EXPECT_EQ(arrived(reminder, party::volunteer).at(0).letter.text.find("Will you be there?"), std::string::npos);
}

TEST_F(Reminders, AfterDowntimeOnlyTheLatestLeaves) {
  book("2026-11-09T08:00:00Z");
  deliver();
  w.go_to("2026-11-09T07:20:00Z");
  deliver();

  EXPECT_EQ(arrival_times(reminder, party::candidate), texts{"2026-11-09T07:20:00Z"});
  auto const all = rows(reminder, party::candidate);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].state, mail_state::dropped);
  EXPECT_EQ(all[0].answer, "a later reminder is due as well");
  EXPECT_EQ(all[1].state, mail_state::sent);
}

TEST_F(Reminders, AfterDowntimeOneThatIsStillTheLatestLeavesLate) {
  book("2026-11-09T08:00:00Z");
  deliver();
  w.go_to("2026-11-09T03:00:00Z");
  live_until("2026-11-09T09:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::candidate), (texts{"2026-11-09T03:00:00Z", "2026-11-09T07:00:00Z"}));
}

TEST_F(Reminders, NoneLeavesInTheLastMinutesOrAfterTheStart) {
  for (auto const* wakes_up : {"2026-11-09T07:56:00Z", "2026-11-09T08:00:00Z", "2026-11-12T00:00:00Z"}) {
    w.go_to("2026-11-02T08:00:00Z");
    auto const b = book("2026-11-09T08:00:00Z");
    deliver();
    w.go_to(wakes_up);
    deliver();

    EXPECT_EQ(arrival_times(reminder, party::candidate), texts{}) << wakes_up;
    w.go_to("2026-11-02T08:00:00Z");
    cancel(b, candidate_of{b.id});
  }
}

TEST_F(Reminders, OnesOfTheOldTimeAreReplacedByAMove) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  move(b, "2026-11-11T15:00:00Z");
  live_until("2026-11-11T16:00:00Z");

  for (auto const side : {party::candidate, party::volunteer})
    EXPECT_EQ(arrival_times(reminder, side), (texts{"2026-11-10T15:00:00Z", "2026-11-11T14:00:00Z"}));
}

TEST_F(Reminders, AnUnreachableServerKeepsThemUntilItIsBack) {
  book("2026-11-09T08:00:00Z");
  deliver();
  office.answer(no_server());
  live_until("2026-11-09T07:10:00Z");
  office.answer(accepted());
  live_until("2026-11-09T09:00:00Z");

  for (auto const side : {party::candidate, party::volunteer}) {
    auto const arrivals = arrived(reminder, side);
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_LE(arrivals[0].when, at("2026-11-09T07:12:00Z"));
  }
}

TEST_F(Reminders, OnesThatAreRefusedForNowDoNotHoldUpTheLastOne) {
  book("2026-11-09T08:00:00Z");
  deliver();
  office.answer(refused_for_now());
  live_until("2026-11-09T07:00:00Z");
  office.answer(accepted());
  live_until("2026-11-09T09:00:00Z");

  auto const arrivals = arrived(reminder, party::candidate);
  ASSERT_EQ(arrivals.size(), 1u);
  EXPECT_LE(arrivals[0].when, at("2026-11-09T07:12:00Z"));
}

TEST_F(Reminders, NoneIsSentOfACancelledInterview) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  w.go_to("2026-11-08T09:00:00Z");
  cancel(b, candidate_of{b.id});
  live_until("2026-11-09T09:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::candidate), texts{});
  EXPECT_EQ(arrival_times(reminder, party::volunteer), texts{});
  EXPECT_EQ(arrival_times(mail_kind::follow_up, party::candidate), texts{});
}

TEST_F(Reminders, OneThatWasLeasedWhenTheInterviewWasCancelledIsDropped) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  w.go_to("2026-11-08T08:00:00Z");
  auto const leased = w.write([&](store& s) {
    return storage::claim_due(s.db(), {"dead", w.now(), w.now() + 30min}, 8);
  });
  ASSERT_EQ(leased.size(), 2u);
  cancel(b, candidate_of{b.id});
  w.write([](store& s) { return storage::release_leases(s.db(), "dead"); });
  deliver();

  EXPECT_EQ(arrival_times(reminder, party::candidate), texts{});
  EXPECT_EQ(row(leased[0].id).answer, "the booking is cancelled");
}

TEST_F(Reminders, OneOfTheOldTimeThatWasLeasedDoesNotComeBackWhenThePlaceChangesToo) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  w.go_to("2026-11-08T08:00:00Z");
  w.write([&](store& s) { return storage::claim_due(s.db(), {"dead", w.now(), w.now() + 30min}, 8); });
  move(b, "2026-11-11T15:00:00Z");
  booking_changes place;
  place.meeting_url = "https://meet.example/other";
  change(b, ada.as(), place);
  w.write([](store& s) { return storage::release_leases(s.db(), "dead"); });
  live_until("2026-11-11T16:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::candidate), (texts{"2026-11-10T15:00:00Z", "2026-11-11T14:00:00Z"}));
}

TEST_F(Reminders, StayWhenOnlyThePlaceChanges) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  booking_changes place;
  place.meeting_url = "https://meet.example/other";
  change(b, ada.as(), place);
  live_until("2026-11-09T09:00:00Z");

  auto const arrivals = arrived(reminder, party::candidate);
  ASSERT_EQ(arrivals.size(), 2u);
  for (auto const& p : arrivals) EXPECT_NE(p.letter.text.find("https://meet.example/other"), std::string::npos);
  EXPECT_EQ(stored(b).attends, attendance::asked);
}

TEST_F(Reminders, OneInTheWorkersHandsWhenThePlaceChangesLeavesAndAsks) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  w.go_to("2026-11-08T08:00:00Z");
  booking_changes place;
  place.meeting_url = "https://meet.example/other";
  auto const leased = w.write([&](store& s) {
    return storage::claim_due(s.db(), {"worker", w.now(), w.now() + 30min}, 8);
  });
  change(b, ada.as(), place);
  auto const compose = make_composer(the_letters(), the_sender());
  for (auto const& m : leased) {
    auto const made = w.read([&](store& s) { return compose(s, m, w.now()); });
    EXPECT_TRUE(std::holds_alternative<message>(made)) << std::get<std::string>(made);
    w.write([&](store& s) { record(s, m, {}, 250, w.now()); });
  }

  EXPECT_EQ(leased.size(), 2u);
  EXPECT_EQ(stored(b).attends, attendance::asked);
}

TEST_F(Reminders, AreFoundAfterTheClockJumpedForwardsOrBackwards) {
  book("2026-11-09T08:00:00Z");
  deliver();
  w.go_to("2026-11-08T10:00:00Z");  // a suspend
  deliver();
  EXPECT_EQ(arrival_times(reminder, party::candidate), texts{"2026-11-08T10:00:00Z"});

  w.go_to("2026-11-08T07:00:00Z");  // set right again
  live_until("2026-11-09T09:00:00Z");
  EXPECT_EQ(arrival_times(reminder, party::candidate), (texts{"2026-11-08T10:00:00Z", "2026-11-09T07:00:00Z"}));
}

TEST_F(Reminders, OfAVolunteerWhoSwitchedThemOffGoToTheCandidateAlone) {
  ada.is([](volunteer& v) { v.reminders = false; });
  book("2026-11-09T08:00:00Z");
  live_until("2026-11-09T09:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::candidate).size(), 2u);
  EXPECT_EQ(arrival_times(reminder, party::volunteer), texts{});
}

TEST_F(Reminders, SwitchedOffLaterDoNotLeaveForWhatIsBookedAlready) {
  book("2026-11-09T08:00:00Z");
  live_until("2026-11-08T09:00:00Z");
  ada.is([](volunteer& v) { v.reminders = false; });
  live_until("2026-11-09T09:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::volunteer), texts{"2026-11-08T08:00:00Z"});
  EXPECT_EQ(arrival_times(reminder, party::candidate).size(), 2u);
}

TEST_F(Reminders, SwitchedOnAgainLeaveAlsoForWhatWasBookedMeanwhile) {
  ada.is([](volunteer& v) { v.reminders = false; });
  book("2026-11-09T08:00:00Z");
  live_until("2026-11-08T09:00:00Z");
  ada.is([](volunteer& v) { v.reminders = true; });
  live_until("2026-11-09T09:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::volunteer), texts{"2026-11-09T07:00:00Z"});
}

TEST_F(Reminders, FollowTheCopyOfThePolicyThatTheBookingWasMadeUnder) {
  auto const before = book("2026-11-09T08:00:00Z");
  w.policy([](policy& p) { p.reminders = {{120min, {true, false}, false}}; });
  auto asked = w.request(ada, "2026-11-09T12:00:00Z");
  asked.candidate.email = "other@example.org";
  w.book(asked).value();
  live_until("2026-11-09T13:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::candidate),
            (texts{"2026-11-08T08:00:00Z", "2026-11-09T07:00:00Z", "2026-11-09T10:00:00Z"}));
  EXPECT_EQ(arrival_times(reminder, party::volunteer).size(), 2u);
  EXPECT_EQ(stored(before).rules.reminders.size(), 2u);
}

TEST_F(Reminders, OfAMovedBookingStillFollowItsOwnPolicy) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  w.policy([](policy& p) { p.reminders.clear(); });
  move(b, "2026-11-11T15:00:00Z");
  live_until("2026-11-11T16:00:00Z");

  EXPECT_EQ(arrival_times(reminder, party::candidate), (texts{"2026-11-10T15:00:00Z", "2026-11-11T14:00:00Z"}));
}

TEST_F(Reminders, FollowUpsComeAnHourAndThirtyDaysAfterTheEnd) {
  book("2026-11-09T08:00:00Z");
  live_until("2026-11-09T12:00:00Z");
  w.go_to("2026-12-09T08:00:00Z");
  live_until("2026-12-09T12:00:00Z");

  EXPECT_EQ(arrival_times(mail_kind::follow_up, party::candidate),
            (texts{"2026-11-09T10:00:00Z", "2026-12-09T09:00:00Z"}));
  EXPECT_EQ(arrival_times(mail_kind::follow_up, party::volunteer), texts{"2026-11-09T10:00:00Z"});
}

}  // namespace
}  // namespace rehearse::test
