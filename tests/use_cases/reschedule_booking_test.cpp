#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

class RescheduleBooking : public ::testing::Test {
 protected:
  world w;
  somebody ada = w.volunteer("Ada").open("Mon 09:00-12:00", "Europe/Paris");
  booking b = w.book(ada, "2026-11-09T08:00:00Z").value();
};

TEST_F(RescheduleBooking, MovesTheSameBookingAndTakesTheNewTimeForTheOld) {
  auto const moved = move(w, candidate(b), b, "2026-11-16T09:00:00Z").value();

  EXPECT_EQ(moved.id, b.id);
  EXPECT_EQ(moved.start, at("2026-11-16T09:00:00Z"));
  EXPECT_EQ(moved.end, at("2026-11-16T10:00:00Z"));
  EXPECT_EQ(moved.sequence, 1);
  EXPECT_EQ(moved.reschedules, 1);
  EXPECT_EQ(moved.history.back().what, "rescheduled");
  EXPECT_EQ(moved.agreed.volunteer, wall_clock{date::local_days{date::year{2026} / 11 / 16} + 10h});
  auto const taken = occupations(w, ada.id);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].start, moved.start);
  EXPECT_EQ(w.starts(ada, "2026-11-09", "2026-11-10").front(), "2026-11-09T08:00:00Z");
}

TEST_F(RescheduleBooking, AsksForAttendanceAnew) {
  w.write([&](store& s) { return rehearse::confirm_attendance(s, candidate(b), b.id, w.now()); }).value();

  EXPECT_EQ(move(w, candidate(b), b, "2026-11-16T09:00:00Z")->attends, attendance::not_asked);
}

TEST_F(RescheduleBooking, ReplacesWhatWaitsAboutTheOldTime) {
  auto const moved = move(w, candidate(b), b, "2026-11-16T09:00:00Z").value();

  auto const left = waiting(mails_about(w, b));
  std::vector<mail_kind> kinds;
  for (auto const& m : left) kinds.push_back(m.kind);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), mail_kind::rescheduled), 2);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), mail_kind::reminder), 4);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), mail_kind::follow_up), 3);
  EXPECT_EQ(left.size(), 9u);
  for (auto const& m : left) {
    EXPECT_EQ(m.booking_sequence, 1);
    if (m.kind == mail_kind::rescheduled)
      EXPECT_EQ(m.detail, R"({"by":"candidate","old_start":"2026-11-09T08:00:00Z"})");
    else
      EXPECT_GE(m.due, moved.start - 24h);
  }
}

TEST_F(RescheduleBooking, DoesNotCountAgainstItself) {
  auto hours = open_hours("Mon 09:00-12:00", "Europe/Paris");
  hours.step = 30min;
  hours.max_per_day = 1;
  ada.publish(hours);

  EXPECT_TRUE(move(w, candidate(b), b, "2026-11-09T08:30:00Z"));
}

TEST_F(RescheduleBooking, StaysWhereItIsWhenTheNewStartIsNotFree) {
  auto other = w.request(ada, "2026-11-09T09:00:00Z");
  other.candidate.email = "other@example.org";
  ASSERT_TRUE(w.book(other));

  auto const refused = move(w, candidate(b), b, "2026-11-09T09:00:00Z");

  EXPECT_EQ(code_of(refused), errc::slot_unavailable);
  EXPECT_EQ(stored(w, b.id).start, b.start);
  EXPECT_EQ(occupations(w, ada.id).size(), 2u);
  EXPECT_TRUE(w.outbox(mail_kind::rescheduled).empty());
}

TEST_F(RescheduleBooking, OffersTheNearestStartsOfItsOwnVolunteer) {
  w.volunteer("Bob").open("daily 00:00-24:00");

  reschedule_request const asked{b.id, at("2026-11-09T09:30:00Z")};
  ASSERT_EQ(code_of(move(w, candidate(b), b, "2026-11-09T09:30:00Z")), errc::slot_unavailable);
  auto const offered = w.read([&](store& s) { return alternatives_to(s, candidate(b), asked, w.now()); });

  ASSERT_EQ(offered.size(), 3u);
  EXPECT_EQ(offered[0].start, at("2026-11-09T09:00:00Z"));
  EXPECT_EQ(offered[1].start, at("2026-11-09T10:00:00Z"));
  EXPECT_EQ(offered[2].start, at("2026-11-16T08:00:00Z"));
  for (auto const& a : offered) EXPECT_EQ(a.volunteer, ada.id);
}

TEST_F(RescheduleBooking, AnswersTheSameToAButtonPressedTwice) {
  auto const first = move(w, candidate(b), b, "2026-11-16T09:00:00Z").value();
  auto const again = move(w, candidate(b), b, "2026-11-16T09:00:00Z").value();

  EXPECT_EQ(again.revision, first.revision);
  EXPECT_EQ(again.reschedules, 1);
}

TEST_F(RescheduleBooking, IsAllowedToACandidateSoOften) {
  ASSERT_TRUE(move(w, candidate(b), b, "2026-11-16T09:00:00Z"));
  ASSERT_TRUE(move(w, candidate(b), b, "2026-11-23T09:00:00Z"));

  EXPECT_EQ(code_of(move(w, candidate(b), b, "2026-11-16T09:00:00Z")), errc::reschedule_limit);
  auto const by_organizer = move(w, organizer(), b, "2026-11-16T09:00:00Z");
  ASSERT_TRUE(by_organizer);
  EXPECT_EQ(by_organizer->reschedules, 2) << "not the candidate's doing";
}

TEST_F(RescheduleBooking, IsTooLateForACandidateButNotForAnOrganizer) {
  w.go_to("2026-11-08T20:00:01Z");

  EXPECT_EQ(code_of(move(w, candidate(b), b, "2026-11-16T09:00:00Z")), errc::reschedule_too_late);
  EXPECT_TRUE(move(w, organizer(), b, "2026-11-16T09:00:00Z"));
  for (auto const& m : w.outbox(mail_kind::rescheduled)) EXPECT_TRUE(m.urgent) << "the old start is near";
}

TEST_F(RescheduleBooking, SendsAVolunteerToPropose) {
  EXPECT_EQ(code_of(move(w, volunteer_of(b), b, "2026-11-16T09:00:00Z")), errc::propose_instead);
}

TEST_F(RescheduleBooking, IsNothingForStrangers) {
  for (auto const& who : strangers()) {
    EXPECT_EQ(code_of(move(w, who, b, "2026-11-16T09:00:00Z")), errc::not_found);
  }
}

TEST_F(RescheduleBooking, IsOverOnceStartedOrCancelled) {
  auto other = w.request(ada, "2026-11-09T09:00:00Z");
  other.candidate.email = "other@example.org";
  auto const cancelled = w.book(other).value();
  ASSERT_TRUE(cancel(w, candidate(cancelled), cancelled));

  EXPECT_EQ(code_of(move(w, organizer(), cancelled, "2026-11-16T09:00:00Z")), errc::wrong_state);
  w.go_to("2026-11-09T08:00:00Z");
  EXPECT_EQ(code_of(move(w, organizer(), b, "2026-11-16T09:00:00Z")), errc::already_started);
}

TEST_F(RescheduleBooking, RefusesAStartAfterTheLastInstant) {
  auto const refused = move(w, candidate(b), b, "2037-01-05T09:00:00Z");

  EXPECT_EQ(code_of(refused), errc::invalid);
  EXPECT_EQ(refused.error().errors.at(0).pointer, "/start");
}

TEST_F(RescheduleBooking, ListsExactlyTheStartsItCanBeMovedTo) {
  auto const listed = w.read([&](store& s) {
                         return slots_to_move_to(s, candidate(b), b.id, at("2026-11-09"), at("2026-11-17"), w.now());
                       }).value();

  std::vector<instant> starts;
  for (auto const& free : listed) starts.push_back(free.start);
  EXPECT_EQ(starts,
            (std::vector<instant>{at("2026-11-09T09:00:00Z"), at("2026-11-09T10:00:00Z"), at("2026-11-16T08:00:00Z"),
                                  at("2026-11-16T09:00:00Z"), at("2026-11-16T10:00:00Z")}));
}

}  // namespace
}  // namespace rehearse::test
