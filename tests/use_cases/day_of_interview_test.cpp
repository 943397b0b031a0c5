#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

class DayOfInterview : public ::testing::Test {
 protected:
  result<booking> attends(caller const& who) {
    return w.write([&](store& s) { return confirm_attendance(s, who, b.id, w.now()); });
  }
  result<booking> late(caller const& who, minutes by) {
    return w.write([&](store& s) { return tell_running_late(s, who, b.id, by, w.now()); });
  }
  result<booking> report(caller const& who, std::optional<presence> candidate, std::optional<presence> volunteer) {
    presence_request const asked{b.id, candidate, volunteer};
    return w.write([&](store& s) { return report_presence(s, who, asked, w.now()); });
  }

  world w;
  somebody ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  booking b = w.book(ada, "2026-11-09T09:00:00Z").value();
};

TEST_F(DayOfInterview, TheCandidateConfirmsToCome) {
  auto const first = attends(candidate(b)).value();
  auto const again = attends(candidate(b)).value();

  EXPECT_EQ(first.attends, attendance::confirmed);
  EXPECT_EQ(first.history.back().what, "attendance_confirmed");
  EXPECT_EQ(again.revision, first.revision);
}

TEST_F(DayOfInterview, NobodyElseConfirmsThatTheCandidateComes) {
  EXPECT_EQ(code_of(attends(volunteer_of(b))), errc::forbidden);
  EXPECT_EQ(code_of(attends(organizer())), errc::forbidden);
  for (auto const& who : strangers()) EXPECT_EQ(code_of(attends(who)), errc::not_found);
}

TEST_F(DayOfInterview, AttendanceIsNoQuestionAnyMoreOnceStartedOrCancelled) {
  w.go_to("2026-11-09T09:00:00Z");
  EXPECT_EQ(code_of(attends(candidate(b))), errc::already_started);
  w.go_to("2026-11-08T09:00:00Z");
  ASSERT_TRUE(cancel(w, candidate(b), b));
  EXPECT_EQ(code_of(attends(candidate(b))), errc::wrong_state);
}

TEST_F(DayOfInterview, WhatEachSideSaidLastOfBeingLateIsKeptUntilTheEnd) {
  auto const told = [&] {
    auto const now_stored = stored(w, b.id);
    return w.read([&](store& s) { return told_lateness(s, now_stored, w.now()); });
  };
  w.go_to("2026-11-09T08:30:00Z");
  EXPECT_TRUE(told().empty());
  ASSERT_TRUE(late(candidate(b), 5min));
  ASSERT_TRUE(late(volunteer_of(b), 10min));
  w.advance(20min);
  ASSERT_TRUE(late(candidate(b), 15min));

  ASSERT_EQ(told().size(), 2u);
  EXPECT_EQ(told()[0].by, party::volunteer);
  EXPECT_EQ(told()[0].late, 10min);
  EXPECT_EQ(told()[1].by, party::candidate);
  EXPECT_EQ(told()[1].late, 15min);
  EXPECT_EQ(told()[1].at, at("2026-11-09T08:50:00Z"));
  w.go_to("2026-11-09T10:00:00Z");
  EXPECT_TRUE(told().empty());
}

TEST_F(DayOfInterview, RunningLateIsToldToTheOtherSideAtOnce) {
  w.go_to("2026-11-09T08:55:00Z");
  ASSERT_TRUE(late(candidate(b), 10min));
  ASSERT_TRUE(late(volunteer_of(b), 5min));

  auto const told = w.outbox(mail_kind::running_late);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].to, party::volunteer);
  EXPECT_EQ(told[0].detail, R"({"by":"candidate","minutes":10})");
  EXPECT_EQ(told[1].to, party::candidate);
  EXPECT_TRUE(told[0].urgent && told[1].urgent);
  EXPECT_EQ(told[0].due, w.now());
  EXPECT_EQ(told[0].useless_after, b.end);
}

TEST_F(DayOfInterview, RunningLateToldAgainSupersedesWhatHasNotLeft) {
  w.go_to("2026-11-09T08:55:00Z");
  ASSERT_TRUE(late(candidate(b), 10min));
  ASSERT_TRUE(late(volunteer_of(b), 5min));
  ASSERT_TRUE(late(candidate(b), 25min));

  auto const told = w.outbox(mail_kind::running_late);
  ASSERT_EQ(told.size(), 3u);
  EXPECT_EQ(told[0].state, mail_state::dropped);
  EXPECT_EQ(told[1].state, mail_state::waiting) << "what the other side said stays";
  EXPECT_EQ(told[2].state, mail_state::waiting);
  EXPECT_EQ(told[2].detail, R"({"by":"candidate","minutes":25})");
}

TEST_F(DayOfInterview, RunningLateHasItsTime) {
  w.go_to("2026-11-09T06:59:59Z");
  EXPECT_EQ(code_of(late(candidate(b), 10min)), errc::too_early);
  w.go_to("2026-11-09T10:00:00Z");
  EXPECT_EQ(code_of(late(candidate(b), 10min)), errc::wrong_state);
}

TEST_F(DayOfInterview, RunningLateIsForTheTwoWhoMeetAndForMinutesThatMakeSense) {
  w.go_to("2026-11-09T08:55:00Z");

  EXPECT_EQ(code_of(late(organizer(), 10min)), errc::forbidden);
  for (auto const& who : strangers()) EXPECT_EQ(code_of(late(who, 10min)), errc::not_found);
  EXPECT_EQ(late(candidate(b), 0min).error().errors.at(0).pointer, "/minutes");
  EXPECT_EQ(code_of(late(candidate(b), 121min)), errc::invalid);
}

TEST_F(DayOfInterview, RunningLateIsToldFiveTimesBySideAtMost) {
  w.go_to("2026-11-09T08:55:00Z");
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(late(candidate(b), 10min)) << i;

  EXPECT_EQ(code_of(late(candidate(b), 10min)), errc::too_often);

  EXPECT_TRUE(late(volunteer_of(b), 10min)) << "the other side has its own five";
  EXPECT_EQ(w.outbox(mail_kind::running_late).size(), 6u);
}

TEST_F(DayOfInterview, EachSidesReportIsKeptAndCanBeCorrected) {
  w.go_to("2026-11-09T09:30:00Z");
  ASSERT_TRUE(report(volunteer_of(b), presence::did_not_come, std::nullopt));
  ASSERT_TRUE(report(candidate(b), presence::came, presence::trouble));
  w.advance(24h);
  auto const corrected = report(volunteer_of(b), presence::trouble, std::nullopt).value();

  auto const kept = stored(w, b.id).presence_reports;
  ASSERT_EQ(kept.size(), 2u);
  for (auto const& r : kept) {
    EXPECT_EQ(r.candidate, r.by == party::volunteer ? presence::trouble : presence::came);
    EXPECT_EQ(r.volunteer, r.by == party::volunteer ? std::nullopt : std::optional(presence::trouble));
  }
  EXPECT_EQ(corrected.state, booking_state::confirmed);
  EXPECT_EQ(corrected.history.back().what, "presence_reported");
}

TEST_F(DayOfInterview, WhatALaterReportLeavesOutStays) {
  w.go_to("2026-11-09T10:00:00Z");
  ASSERT_TRUE(report(volunteer_of(b), presence::came, std::nullopt));

  EXPECT_EQ(report(volunteer_of(b), std::nullopt, presence::came)->state, booking_state::completed);
}

TEST_F(DayOfInterview, AnInterviewToWhichBothCameIsCompleted) {
  w.go_to("2026-11-09T10:00:00Z");
  ASSERT_EQ(report(candidate(b), presence::came, std::nullopt)->state, booking_state::confirmed);

  auto const done = report(volunteer_of(b), std::nullopt, presence::came).value();

  EXPECT_EQ(done.state, booking_state::completed);
  EXPECT_EQ(stored(w, b.id).state, booking_state::completed);
  EXPECT_EQ(done.history[done.history.size() - 2].what, "completed");
  EXPECT_EQ(occupations(w, ada.id).size(), 1u) << "it still counts in its week";
}

TEST_F(DayOfInterview, ADisputeIsTheOrganizersToSettle) {
  w.go_to("2026-11-09T10:00:00Z");
  ASSERT_TRUE(report(candidate(b), presence::came, presence::did_not_come));
  ASSERT_EQ(report(volunteer_of(b), presence::came, presence::came)->state, booking_state::confirmed);

  EXPECT_EQ(report(organizer(), presence::came, presence::came)->state, booking_state::completed);
}

TEST_F(DayOfInterview, ReportsHaveTheirTime) {
  w.go_to("2026-11-09T09:09:59Z");
  EXPECT_EQ(code_of(report(candidate(b), presence::came, {})), errc::too_early);
  w.go_to("2026-11-23T10:00:00Z");
  EXPECT_EQ(code_of(report(candidate(b), presence::came, {})), errc::wrong_state);
}

TEST_F(DayOfInterview, AReportSaysSomethingAndComesFromSomebodyConcerned) {
  w.go_to("2026-11-09T09:30:00Z");

  EXPECT_EQ(code_of(report(candidate(b), {}, {})), errc::invalid);
  for (auto const& who : strangers()) EXPECT_EQ(code_of(report(who, presence::came, {})), errc::not_found);
}

}  // namespace
}  // namespace rehearse::test
