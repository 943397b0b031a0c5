#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

class CancelBooking : public ::testing::Test {
 protected:
  world w;
  somebody ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  booking b = w.book(ada, "2026-11-09T09:00:00Z").value();
};

TEST_F(CancelBooking, FreesTheSlot) {
  auto const cancelled = cancel(w, candidate(b), b).value();

  EXPECT_EQ(cancelled.state, booking_state::cancelled);
  EXPECT_EQ(cancelled.cancelled->by, party::candidate);
  EXPECT_EQ(cancelled.cancelled->at, w.now());
  EXPECT_FALSE(cancelled.cancelled->late);
  EXPECT_EQ(cancelled.history.back().what, "cancelled");
  EXPECT_TRUE(occupations(w, ada.id).empty());
  EXPECT_EQ(w.starts(ada, "2026-11-09", "2026-11-10").front(), "2026-11-09T09:00:00Z");
}

TEST_F(CancelBooking, DropsWhatWaitsAndTellsBothSides) {
  ASSERT_TRUE(cancel(w, candidate(b), b, cancel_reason::conflict, "Sorry!"));

  auto const left = waiting(mails_about(w, b));
  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[0].kind, mail_kind::cancellation);
  EXPECT_EQ(left[0].to, party::candidate);
  EXPECT_EQ(left[1].kind, mail_kind::cancellation);
  EXPECT_EQ(left[1].to, party::volunteer);
  EXPECT_EQ(left[1].detail, R"({"by":"candidate","late":false,"message":"Sorry!"})");
  EXPECT_FALSE(left[1].urgent);
}

TEST_F(CancelBooking, IsUrgentAndMayBeLateWhenTheStartIsNear) {
  w.go_to("2026-11-08T09:00:00Z");
  auto in_a_day = w.request(ada, "2026-11-09T10:00:00Z");
  in_a_day.candidate.email = "other@example.org";
  auto const other = w.book(in_a_day).value();
  w.go_to("2026-11-08T21:00:01Z");

  EXPECT_TRUE(cancel(w, candidate(b), b)->cancelled->late);
  EXPECT_FALSE(cancel(w, candidate(other), other)->cancelled->late);
  for (auto const& m : w.outbox(mail_kind::cancellation)) EXPECT_TRUE(m.urgent);
}

TEST_F(CancelBooking, AnswersTheSameAgainToWhomever) {
  auto const first = cancel(w, candidate(b), b, cancel_reason::not_ready).value();
  w.advance(8 * 24h);

  for (auto const& who : {candidate(b), volunteer_of(b), organizer()}) {
    auto const again = cancel(w, who, b, cancel_reason::other).value();
    EXPECT_EQ(again.cancelled->by, party::candidate);
    EXPECT_EQ(again.cancelled->reason, cancel_reason::not_ready);
    EXPECT_EQ(again.revision, first.revision);
  }
  EXPECT_EQ(w.outbox(mail_kind::cancellation).size(), 2u);
}

TEST_F(CancelBooking, IsOpenToEachSideAndTheOrganizer) {
  auto second = w.request(ada, "2026-11-09T10:00:00Z");
  second.candidate.email = "second@example.org";
  auto const other = w.book(second).value();

  EXPECT_EQ(cancel(w, volunteer_of(b), b)->cancelled->by, party::volunteer);
  EXPECT_EQ(cancel(w, organizer(), other)->cancelled->by, party::organizer);
}

TEST_F(CancelBooking, IsNothingForStrangers) {
  for (auto const& who : strangers()) EXPECT_EQ(code_of(cancel(w, who, b)), errc::not_found);

  EXPECT_EQ(stored(w, b.id).state, booking_state::confirmed);
}

TEST_F(CancelBooking, IsTooLateOnceItHasStarted) {
  w.go_to("2026-11-09T09:00:00Z");

  EXPECT_EQ(code_of(cancel(w, candidate(b), b)), errc::already_started);
  EXPECT_EQ(code_of(cancel(w, organizer(), b)), errc::already_started);
}

TEST_F(CancelBooking, KeepsAnIllnessOutOfEveryMail) {
  ASSERT_EQ(cancel(w, candidate(b), b, cancel_reason::illness)->cancelled->reason, cancel_reason::illness);

  for (auto const& m : mails_about(w, b)) EXPECT_EQ(m.detail.find("illness"), std::string::npos);
}

TEST_F(CancelBooking, RaisesTheSequenceForTheCalendars) {
  auto const cancelled = cancel(w, candidate(b), b).value();

  EXPECT_EQ(cancelled.sequence, b.sequence + 1);
  for (auto const& m : w.outbox(mail_kind::cancellation)) EXPECT_EQ(m.booking_sequence, cancelled.sequence);
}

TEST_F(CancelBooking, OfAPendingOneIsToldToTheCandidateAlone) {
  w.policy([](policy& p) { p.confirm_email = true; });
  auto const pending = w.book(ada, "2026-11-09T10:00:00Z").value();

  ASSERT_TRUE(cancel(w, candidate(pending), pending));

  auto const left = waiting(mails_about(w, pending));
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].to, party::candidate);
}

TEST_F(CancelBooking, IsRefusedWhenItsHoldHasRunOut) {
  w.policy([](policy& p) { p.confirm_email = true; });
  auto const pending = w.book(ada, "2026-11-09T10:00:00Z").value();
  w.advance(15min);

  EXPECT_EQ(code_of(cancel(w, candidate(pending), pending)), errc::wrong_state);
}

}  // namespace
}  // namespace rehearse::test
