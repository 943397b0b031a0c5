// What follows from what became of a mail: the question counts as asked, a refused address is told of, once.
#include "tests/reminders/correspondence.hpp"

#include <set>

namespace rehearse::test {
namespace {

struct Record : Correspondence {
  Record() { set_contact("team@example.org"); }
  // The mail server of that address refuses it for good.
  void refuse(std::string const& address) {
    office.answer([address](message const& m) { return m.to.address == address ? refused_for_good() : accepted(); });
  }
};

TEST_F(Record, AttendanceIsAskedWhenTheServerAcceptedTheQuestion) {
  auto const b = book("2026-11-09T08:00:00Z");
  office.answer(refused_for_now());
  live_until("2026-11-08T08:10:00Z");
  EXPECT_EQ(stored(b).attends, attendance::not_asked);

  office.answer(accepted());
  live_until("2026-11-08T11:30:00Z");
  EXPECT_EQ(stored(b).attends, attendance::asked);
  EXPECT_GT(stored(b).revision, b.revision);
}

TEST_F(Record, AttendanceThatIsConfirmedIsNeitherAskedNorForgotten) {
  auto const b = book("2026-11-09T08:00:00Z");
  w.write([&](store& s) { return confirm_attendance(s, candidate_of{b.id}, b.id, w.now()); }).value();
  live_until("2026-11-08T08:00:00Z");

  EXPECT_EQ(stored(b).attends, attendance::confirmed);
}

TEST_F(Record, ARefusedAddressIsToldToTheOtherSideAndTheOrganizerOnce) {
  refuse("chidi@example.org");
  auto const b = book("2026-11-09T08:00:00Z");
  live_until("2026-11-09T09:00:00Z");

  EXPECT_TRUE(stored(b).undeliverable);
  EXPECT_EQ(w.outbox(mail_kind::undeliverable).size(), 2u);
  auto const told = arrived(mail_kind::undeliverable, party::volunteer);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].letter.to.address, "ada@example.org");
  EXPECT_NE(told[0].letter.text.find("Chidi"), std::string::npos);
  EXPECT_EQ(arrived(mail_kind::undeliverable, party::organizer).at(0).letter.to.address, "team@example.org");
}

TEST_F(Record, ARefusedAddressOfTheVolunteerIsToldToTheCandidate) {
  refuse("ada@example.org");
  book("2026-11-09T08:00:00Z");
  deliver();

  auto const told = arrived(mail_kind::undeliverable, party::candidate);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].letter.text.find("The mail server of Ada"), std::string::npos) << told[0].letter.text;
  EXPECT_NE(arrived(mail_kind::undeliverable, party::organizer).at(0).letter.text.find("The mail server of Ada"),
            std::string::npos);
}

TEST_F(Record, NobodyIsToldOfANoticeThatIsRefusedItself) {
  office.answer(refused_for_good());
  book("2026-11-09T08:00:00Z");
  live_until("2026-11-09T09:00:00Z");

  std::set<std::string> notices;
  for (auto const& m : w.outbox(mail_kind::undeliverable)) notices.insert(m.detail + std::string(name_of(m.to)));
  EXPECT_EQ(w.outbox(mail_kind::undeliverable).size(), 4u) << "of each side, to the other and the organizer";
  EXPECT_EQ(notices.size(), 4u);
}

TEST_F(Record, TheOrganizerIsToldOfEachSideThatCannotBeReached) {
  refuse("chidi@example.org");
  book("2026-11-09T08:00:00Z");
  deliver();
  office.answer([](message const& m) { return m.to.address == "team@example.org" ? accepted() : refused_for_good(); });
  live_until("2026-11-09T09:00:00Z");

  auto const told = arrived(mail_kind::undeliverable, party::organizer);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_NE(told[0].letter.text.find("The mail server of Chidi"), std::string::npos) << told[0].letter.text;
  EXPECT_NE(told[1].letter.text.find("The mail server of Ada"), std::string::npos) << told[1].letter.text;
}

TEST_F(Record, WithoutAContactTheOtherSideAloneIsTold) {
  set_contact("");
  refuse("chidi@example.org");
  book("2026-11-09T08:00:00Z");
  deliver();

  ASSERT_EQ(w.outbox(mail_kind::undeliverable).size(), 1u);
  EXPECT_EQ(w.outbox(mail_kind::undeliverable)[0].to, party::volunteer);
}

TEST_F(Record, ACancellationThatDoesNotArriveIsToldToo) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  refuse("chidi@example.org");
  cancel(b, ada.as());
  deliver();

  auto const told = arrived(mail_kind::undeliverable, party::volunteer);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].letter.text.find("cancelled, but Chidi may not know it."), std::string::npos)
      << told[0].letter.text;
}

TEST_F(Record, AWrongLoginSaysNothingAboutAnybodysAddress) {
  office.answer(delivery_report{delivery::refused_for_now, 535, "535 wrong password", false, true});
  auto const b = book("2026-11-09T08:00:00Z");
  live_until("2026-11-02T08:10:00Z");
  w.go_to("2026-11-09T10:00:00Z");
  deliver();

  EXPECT_FALSE(stored(b).undeliverable);
  EXPECT_TRUE(w.outbox(mail_kind::undeliverable).empty());
}

TEST_F(Record, AWrongNewAddressLeavesTheBookingAsItWas) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  refuse("wrong@example.org");
  booking_changes changes;
  changes.email = "wrong@example.org";
  change(b, candidate_of{b.id}, changes);
  deliver();

  EXPECT_EQ(only(mail_kind::new_address_confirmation, party::candidate).state, mail_state::failed);
  EXPECT_FALSE(stored(b).undeliverable);
  EXPECT_TRUE(w.outbox(mail_kind::undeliverable).empty());
}

TEST_F(Record, AVolunteerIsNotToldOfABookingThatWasNeverConfirmed) {
  w.policy([](policy& p) { p.confirm_email = true; });
  refuse("chidi@example.org");
  book("2026-11-09T08:00:00Z");
  deliver();

  ASSERT_EQ(w.outbox(mail_kind::undeliverable).size(), 1u);
  EXPECT_EQ(w.outbox(mail_kind::undeliverable)[0].to, party::organizer);
}

TEST_F(Record, WhatPerhapsArrivedIsRepeatedOnceWithTheSameMessageIdAndThenUncertain) {
  office.answer(perhaps_accepted());
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  w.advance(14min);
  deliver();
  EXPECT_EQ(office.attempts().size(), 2u) << "one to each side, not before a quarter of an hour";
  w.advance(1min);
  deliver();
  live_until("2026-11-02T12:00:00Z");

  EXPECT_EQ(office.attempts().size(), 4u);
  std::set<std::string> ids;
  for (auto const& p : office.attempts()) ids.insert(p.letter.message_id);
  EXPECT_EQ(ids.size(), 2u);
  EXPECT_EQ(only(mail_kind::booking_confirmation, party::candidate).state, mail_state::uncertain);
  EXPECT_FALSE(stored(b).undeliverable);
}

TEST_F(Record, WhatPerhapsArrivedIsRepeatedOnceWhateverHappensBetween) {
  office.answer(perhaps_accepted());
  book("2026-11-09T08:00:00Z");
  deliver();
  office.answer(refused_for_now());
  w.advance(15min);
  deliver();
  office.answer(no_server());
  w.advance(5min);
  deliver();
  office.answer(perhaps_accepted());
  live_until("2026-11-02T09:30:00Z");

  EXPECT_EQ(only(mail_kind::booking_confirmation, party::candidate).state, mail_state::uncertain);
}

}  // namespace
}  // namespace rehearse::test
