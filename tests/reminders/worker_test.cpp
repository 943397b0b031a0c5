// The worker with its threads: what leaves, when, and in which order.
#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "tests/reminders/worker_threads.hpp"

#include <set>

namespace rehearse::test {
namespace {

struct Worker : WorkerWithThreads {
  booking book_as(std::string const& email, std::string const& start) {
    auto asked = w.request(ada, start);
    asked.candidate.email = email;
    return w.book(asked).value();
  }
  // One after the other, so far apart, each by another candidate: c0@example.org and so on.
  void book_many(int count, hours apart) {
    for (int i = 0; i < count; ++i)
      book_as("c" + std::to_string(i) + "@example.org", to_text(at("2026-11-09T00:00:00Z") + apart * i));
  }
  // Begins to send over one connection, on which that mail, counted from 1, waits until `held` is opened.
  auto held_at(int number) {
    office.answer([this, number](message const&) {
      if (++sent == number) held.pass();
      return accepted();
    });
    auto setup = setup_with(office);
    setup.connections = 1;
    auto sends = make(std::move(setup));
    sends->start();
    return sends;
  }

  gate held;
  std::atomic<int> sent = 0;
};

TEST_F(Worker, SendsWhatIsDueOnEveryConnectionOnce) {
  book_many(20, 2h);
  auto setup = setup_with(office);
  setup.connections = 4;
  auto const sends = make(std::move(setup));
  sends->start();
  EXPECT_TRUE(nothing_is_due());
  sends->stop();

  EXPECT_EQ(office.attempts().size(), 40u);
  EXPECT_EQ(sends->counted().sent, 40u);
  std::set<std::string> ids;
  for (auto const& p : office.delivered()) ids.insert(p.letter.message_id);
  EXPECT_EQ(ids.size(), 40u);
}

TEST_F(Worker, UrgentMailOvertakesBulkThatWasDueBefore) {
  book_many(12, 1h);
  book_as("soon@example.org", "2026-11-02T12:00:00Z");
  deliver();

  ASSERT_GE(office.delivered().size(), 2u);
  EXPECT_EQ(office.delivered()[0].letter.to.address, "soon@example.org");
  EXPECT_EQ(office.delivered()[1].letter.to.address, "ada@example.org");
}

TEST_F(Worker, MailsAboutOneBookingToOnePersonLeaveInOrderWhateverIsUrgent) {
  auto const b = book("2026-11-02T20:00:00Z");
  office.answer(refused_for_now());
  deliver();
  booking_changes place;
  place.meeting_url = "https://meet.example/1";
  change(b, ada.as(), place);
  office.answer(accepted());
  deliver();
  EXPECT_TRUE(arrived(mail_kind::place_changed, party::candidate).empty()) << "it waits for the confirmation";
  w.advance(1min);
  deliver();

  auto const all = office.delivered();
  texts to_candidate;
  for (auto const& p : all)
    if (p.letter.to.address == "chidi@example.org") to_candidate.emplace_back(name_of(row({p.mail_id()}).kind));
  EXPECT_EQ(to_candidate, (texts{"booking_confirmation", "place_changed"}));
}

TEST_F(Worker, ALaterChangeSupersedesWhatHasNotLeft) {
  auto const b = book("2026-11-09T08:00:00Z");
  move(b, "2026-11-10T08:00:00Z");
  cancel(b, candidate_of{b.id});
  deliver();

  ASSERT_EQ(office.delivered().size(), 2u);
  for (auto const& p : office.delivered()) EXPECT_EQ(row({p.mail_id()}).kind, mail_kind::cancellation);
}

TEST_F(Worker, SendsNothingWhileMailIsHeldAndAllOfItAfterwards) {
  w.write([&](store& s) { hold_mail(s, organizer(), w.now()); });
  book("2026-11-09T08:00:00Z");
  deliver();
  EXPECT_TRUE(office.attempts().empty());

  w.write([&](store& s) { release_mail(s, organizer(), w.now()); });
  deliver();
  EXPECT_EQ(office.delivered().size(), 2u);
}

TEST_F(Worker, FindsWhatFallsDueByItselfAndAtOnceWhenWoken) {
  auto setup = setup_with(office);
  setup.look_every = std::chrono::minutes(10);
  auto const sends = make(std::move(setup));
  sends->start();
  EXPECT_TRUE(becomes([&] {
    if (office.attempts().empty() && w.outbox(mail_kind::booking_confirmation).empty()) book("2026-11-09T08:00:00Z");
    sends->wake();
    return office.delivered().size() == 2;
  }));
  sends->stop();
}

// The threads look on their own, whatever the clock has done meanwhile: the contract gives them half a minute.
TEST_F(Worker, FindsWhatIsDueAfterAJumpOfTheClockWithoutBeingWoken) {
  book("2026-11-09T08:00:00Z");
  auto setup = setup_with(office);
  setup.look_every = worker_setup{}.look_every;
  auto const sends = make(std::move(setup));
  sends->start();
  EXPECT_TRUE(becomes([&] { return office.delivered().size() == 2; }));

  w.go_to("2026-11-08T10:00:00Z");  // a suspend of days
  EXPECT_TRUE(becomes([&] { return office.delivered().size() == 4; }));
  w.go_to("2026-11-03T10:00:00Z");  // set back
  book_as("other@example.org", "2026-11-09T12:00:00Z");
  EXPECT_TRUE(becomes([&] { return office.delivered().size() == 6; }));
}

TEST_F(Worker, SendsWhatWasWrittenByAClockThatWasAheadWhenThatIsSetRight) {
  worker sends(w.database(), w.clock(), w.chance(), setup_with(office));
  auto const counter = office.counter();
  w.go_to("2026-11-05T08:00:00Z");
  book("2026-11-09T08:00:00Z");
  office.answer(refused_for_now());
  sends.look_once(*counter);
  book_as("other@example.org", "2026-11-09T12:00:00Z");

  w.go_to("2026-11-02T08:00:00Z");  // three days back
  office.answer(accepted());
  sends.look_once(*counter);
  EXPECT_EQ(office.delivered().size(), 2u) << "the two that were never tried";
  w.advance(16min);
  sends.look_once(*counter);
  EXPECT_EQ(office.delivered().size(), 4u) << "and no reminder before its time";
}

TEST_F(Worker, SendsAtItsFirstLookWhatALastProcessWroteByAClockThatWasAhead) {
  auto const counter = office.counter();
  w.go_to("2026-11-05T08:00:00Z");
  book("2026-11-09T08:00:00Z");

  w.go_to("2026-11-02T08:00:00Z");  // set right before it is started again
  worker sends(w.database(), w.clock(), w.chance(), setup_with(office));
  sends.look_once(*counter);

  EXPECT_EQ(office.delivered().size(), 2u);
}

TEST_F(Worker, WhatIsBeingSentIsNotSentAgainBecauseTheClockJumped) {
  book("2026-11-09T08:00:00Z");
  office.answer([this](message const&) {
    held.pass();
    return accepted();
  });
  auto setup = setup_with(office);
  setup.connections = 3;
  auto const sends = make(std::move(setup));
  sends->start();
  EXPECT_TRUE(held.wait_for_somebody());
  w.advance(2h);                                                // all leases have run out, by the clock
  std::this_thread::sleep_for(std::chrono::milliseconds(100));  // no sign tells that the other threads have looked
  held.open();
  EXPECT_TRUE(nothing_is_due());
  sends->stop();

  EXPECT_EQ(office.attempts().size(), 2u);
}

// A server that dies then sends again only what left since its last commit.
TEST_F(Worker, WritesDownWhatBecameOfAMailWhileTheNextIsOnItsWay) {
  book("2026-11-09T08:00:00Z");
  auto const sends = held_at(2);
  ASSERT_TRUE(held.wait_for_somebody());

  EXPECT_TRUE(becomes([&] { return state_of(mail_kind::booking_confirmation, party::candidate) == mail_state::sent; }));
  EXPECT_EQ(state_of(mail_kind::booking_confirmation, party::volunteer), mail_state::leased);
  held.open();
}

TEST_F(Worker, MakesALetterOfTheFactsAtWhichItLeavesAlsoBehindASlowOne) {
  book("2026-11-09T08:00:00Z");
  auto const other = book_as("other@example.org", "2026-11-10T08:00:00Z");
  auto const sends = held_at(1);
  ASSERT_TRUE(held.wait_for_somebody());
  cancel(other, ada.as());
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // letters were made ahead, and are old now
  held.open();
  EXPECT_TRUE(nothing_is_due());

  for (auto const& p : arrived(mail_kind::booking_confirmation, party::candidate))
    EXPECT_NE(p.letter.to.address, "other@example.org");
  EXPECT_EQ(arrived(mail_kind::cancellation, party::candidate).size(), 1u);
}

TEST_F(Worker, NamesTheVolunteerAndTheProgrammeAsTheyAreCalledWhenItLeaves) {
  book_many(2, 2h);
  auto const sends = held_at(1);
  ASSERT_TRUE(held.wait_for_somebody());
  w.sql("update volunteers set name = 'Ada Byron'");
  w.sql("update programme set document = '{\"name\":\"New Circle\"}'");
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // letters were made ahead, and are old now
  held.open();
  EXPECT_TRUE(nothing_is_due());

  auto const letters = arrived(mail_kind::booking_confirmation, party::candidate);
  ASSERT_EQ(letters.size(), 2u);
  EXPECT_EQ(letters[0].letter.text.find("Ada Byron"), std::string::npos);
  EXPECT_NE(letters[1].letter.text.find("Ada Byron"), std::string::npos);
  EXPECT_NE(letters[1].letter.text.find("New Circle"), std::string::npos);
}

}  // namespace
}  // namespace rehearse::test
