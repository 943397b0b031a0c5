#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

// A world whose bookings wait for their address to be confirmed, and one of them.
class ConfirmAddress : public ::testing::Test {
 protected:
  ConfirmAddress() {
    w.policy([](policy& p) { p.confirm_email = true; });
    b = w.book(ada.open("Mon 09:00-12:00"), "2026-11-09T09:00:00Z").value();
  }
  world w;
  somebody ada = w.volunteer("Ada");
  booking b;
};

TEST_F(ConfirmAddress, TurnsTheHoldIntoABookingAndTellsBothSides) {
  auto const confirmed = confirm(w, b, address_token(w, b)).value();

  EXPECT_EQ(confirmed.state, booking_state::confirmed);
  EXPECT_TRUE(confirmed.email_confirmed);
  EXPECT_EQ(confirmed.held_until, std::nullopt);
  EXPECT_EQ(confirmed.history.back().what, "confirmed");
  EXPECT_EQ(mails_about(w, b, mail_kind::booking_confirmation).size(), 2u);
  EXPECT_EQ(mails_about(w, b, mail_kind::reminder).size(), 4u);
  EXPECT_TRUE(waiting(mails_about(w, b, mail_kind::address_confirmation)).empty());
  auto const taken = occupations(w, ada.id);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].kind, occupation_kind::booking);
  EXPECT_EQ(taken[0].runs_out, std::nullopt);
}

TEST_F(ConfirmAddress, AnswersTheSameAgain) {
  auto const first = confirm(w, b, address_token(w, b)).value();
  auto const again = confirm(w, b, address_token(w, b)).value();

  EXPECT_EQ(again.state, booking_state::confirmed);
  EXPECT_EQ(again.revision, first.revision);
  EXPECT_EQ(mails_about(w, b, mail_kind::booking_confirmation).size(), 2u);
}

TEST_F(ConfirmAddress, KnowsNoOtherToken) {
  auto const manage = link_token(w.secret(), {token_purpose::manage, b.id.text, 0});
  booking other = b;
  other.id.text += "x";

  EXPECT_EQ(code_of(confirm(w, b, manage)), errc::not_found);
  EXPECT_EQ(code_of(confirm(w, b, "")), errc::not_found);
  EXPECT_EQ(code_of(confirm(w, b, address_token(w, other))), errc::not_found);
  EXPECT_EQ(code_of(confirm(w, other, address_token(w, other))), errc::not_found);
  EXPECT_EQ(stored(w, b.id).state, booking_state::pending);
}

TEST_F(ConfirmAddress, IsTooLateWhenTheHoldHasRunOut) {
  w.advance(15min);
  EXPECT_EQ(code_of(confirm(w, b, address_token(w, b))), errc::link_expired);

  settle(w);
  EXPECT_EQ(code_of(confirm(w, b, address_token(w, b))), errc::link_expired);
}

TEST_F(ConfirmAddress, IsTooLateOnceSomebodyElseHasTheSlotAlsoWhenTheClockIsSetBack) {
  w.advance(15min);
  auto asked = w.request(ada, "2026-11-09T09:00:00Z");
  asked.candidate.email = "other@example.org";
  auto const other = w.book(asked).value();
  w.advance(-10min);

  EXPECT_EQ(code_of(confirm(w, b, address_token(w, b))), errc::link_expired);
  EXPECT_EQ(stored(w, b.id).state, booking_state::expired);
  EXPECT_TRUE(waiting(mails_about(w, b)).empty());
  ASSERT_EQ(occupations(w, ada.id).size(), 1u);
  EXPECT_EQ(occupations(w, ada.id)[0].booking, other.id);
}

TEST_F(ConfirmAddress, IsNotPossibleOnceCancelled) {
  ASSERT_TRUE(cancel(w, candidate(b), b));

  EXPECT_EQ(code_of(confirm(w, b, address_token(w, b))), errc::wrong_state);
}

TEST_F(ConfirmAddress, IsAskedForAgainWithTheSameLinkAndFiveTimesAtMost) {
  auto const again = [&](caller const& who, int mails_per_hour) {
    return w.write([&](store& s) { return mail_confirmation_again(s, who, b.id, mails_per_hour, w.now()); });
  };
  for (auto const& who : strangers()) EXPECT_EQ(code_of(again(who, 0)), errc::not_found);
  EXPECT_EQ(code_of(again(candidate(b), 1)), errc::too_many_requests) << "the first mail counts";
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(again(candidate(b), 20));
  EXPECT_EQ(code_of(again(candidate(b), 20)), errc::too_often);

  auto const mails = mails_about(w, b, mail_kind::address_confirmation);
  EXPECT_EQ(mails.size(), 5u);
  EXPECT_EQ(waiting(mails).size(), 1u) << "what has not left is not sent twice";
  EXPECT_TRUE(confirm(w, b, address_token(w, b)));
  EXPECT_EQ(code_of(again(candidate(b), 0)), errc::wrong_state);
}

TEST_F(ConfirmAddress, CannotBeMovedBefore) {
  EXPECT_EQ(code_of(move(w, candidate(b), b, "2026-11-09T10:00:00Z")), errc::wrong_state);
}

TEST_F(ConfirmAddress, CannotBeReplacedByAnotherAddressBefore) {
  EXPECT_EQ(code_of(change(w, candidate(b), b, {.email = "new@example.org"})), errc::wrong_state);
}

}  // namespace
}  // namespace rehearse::test
