// The worker with its threads: what leaves in which order, and what is lost or sent twice when things break. (Nothing.)
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/use_cases/mail_desk.hpp"
#include "tests/reminders/correspondence.hpp"
#include "tests/support/failing_database.hpp"

#include <condition_variable>
#include <set>
#include <thread>

namespace rehearse::test {
namespace {

// A gate that holds a sending thread until the test opens it.
class gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  bool wait_for_somebody() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [this] { return waiting_ > 0; });
  }
  void open() {
    std::lock_guard const lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

struct Worker : Correspondence {
  std::unique_ptr<worker> make(worker_setup setup) {
    return std::make_unique<worker>(w.database(), w.clock(), w.chance(), std::move(setup));
  }
  // Waits, 20 s at most, until it is so.
  template <class Condition>
  bool becomes(Condition so) {
    auto const last_moment = std::chrono::steady_clock::now() + 20s;
    while (!so()) {
      if (std::chrono::steady_clock::now() > last_moment) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
  }
  bool nothing_is_due() {
    return becomes([this] {
      auto const all = w.outbox();
      return std::ranges::none_of(all, [this](mail const& m) {
        return m.state == mail_state::leased || (m.state == mail_state::waiting && m.due <= w.now());
      });
    });
  }
  mail_state state_of(mail_kind kind, party to) { return only(kind, to).state; }
};

TEST_F(Worker, SendsWhatIsDueOnEveryConnectionOnce) {
  for (int i = 0; i < 20; ++i) {
    auto asked = w.request(ada, to_text(at("2026-11-09T00:00:00Z") + hours(2 * i)));
    asked.candidate.email = "c" + std::to_string(i) + "@example.org";
    w.book(asked).value();
  }
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
  for (int i = 0; i < 12; ++i) {
    auto asked = w.request(ada, to_text(at("2026-11-09T00:00:00Z") + hours(i)));
    asked.candidate.email = "c" + std::to_string(i) + "@example.org";
    w.book(asked).value();
  }
  auto soon = w.request(ada, "2026-11-02T12:00:00Z");
  soon.candidate.email = "soon@example.org";
  w.book(soon).value();
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
  auto other = w.request(ada, "2026-11-09T12:00:00Z");
  other.candidate.email = "other@example.org";
  w.book(other).value();
  EXPECT_TRUE(becomes([&] { return office.delivered().size() == 6; }));
}

TEST_F(Worker, SendsWhatWasWrittenByAClockThatWasAheadWhenThatIsSetRight) {
  worker sends(w.database(), w.clock(), w.chance(), setup_with(office));
  auto const counter = office.counter();
  w.go_to("2026-11-05T08:00:00Z");
  book("2026-11-09T08:00:00Z");
  office.answer(refused_for_now());
  sends.look_once(*counter);
  auto other = w.request(ada, "2026-11-09T12:00:00Z");
  other.candidate.email = "other@example.org";
  w.book(other).value();

  w.go_to("2026-11-02T08:00:00Z");  // three days back
  office.answer(accepted());
  sends.look_once(*counter);
  EXPECT_EQ(office.delivered().size(), 2u) << "the two that were never tried";
  w.advance(16min);
  sends.look_once(*counter);
  EXPECT_EQ(office.delivered().size(), 4u) << "and no reminder before its time";
}

TEST_F(Worker, GivesBackWhatItHasNotBegunWhenItStopsWhileSending) {
  for (int i = 0; i < 4; ++i) {
    auto asked = w.request(ada, to_text(at("2026-11-09T00:00:00Z") + hours(i)));
    asked.candidate.email = "c" + std::to_string(i) + "@example.org";
    w.book(asked).value();
  }
  gate held;
  office.answer([&held](message const&) {
    held.pass();
    return accepted();
  });
  auto const sends = make(setup_with(office));
  sends->start();
  EXPECT_TRUE(held.wait_for_somebody());
  std::thread stops([&] { sends->stop(); });
  std::this_thread::sleep_for(
      std::chrono::milliseconds(20));  // no sign tells that stop has begun; if it has not, less is shown
  held.open();
  stops.join();

  auto const confirmations = w.outbox(mail_kind::booking_confirmation);
  auto const sent = static_cast<std::size_t>(std::ranges::count(confirmations, mail_state::sent, &mail::state));
  EXPECT_EQ(sent, office.delivered().size()) << "what was sent is written down";
  for (auto const& m : confirmations) {
    EXPECT_NE(m.state, mail_state::leased);
    EXPECT_EQ(m.attempts, m.state == mail_state::sent ? 1 : 0);
  }
  office.answer(accepted());
  deliver();
  EXPECT_EQ(office.delivered().size(), 8u);
}

TEST_F(Worker, MailLeasedByAProcessThatDiedIsTakenUpAtARestart) {
  book("2026-11-09T08:00:00Z");
  w.write([&](store& s) { return storage::claim_due(s.db(), {"dead", w.now(), w.now() + 30min}, 8); });
  deliver();
  EXPECT_TRUE(office.attempts().empty()) << "a living process might still be sending it";

  w.write([](store& s) { return storage::release_leases(s.db(), ""); });
  deliver();
  EXPECT_EQ(office.delivered().size(), 2u);
}

TEST_F(Worker, MailLeasedByAProcessThatDiedIsTakenUpWhenTheLeaseRunsOut) {
  book("2026-11-09T08:00:00Z");
  w.write([&](store& s) { return storage::claim_due(s.db(), {"dead", w.now(), w.now() + 30min}, 8); });
  w.advance(31min);
  deliver();

  EXPECT_EQ(office.delivered().size(), 2u);
}

TEST_F(Worker, WhatIsBeingSentIsNotSentAgainBecauseTheClockJumped) {
  book("2026-11-09T08:00:00Z");
  gate held;
  office.answer([&held](message const&) {
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

TEST_F(Worker, AMailThatCannotBeMadeHoldsUpNoOther) {
  book("2026-11-09T08:00:00Z");
  w.sql("update outbox set detail = '[]' where kind = 'booking_confirmation' and to_side = 'candidate'");
  w.sql("update outbox set kind = 'rescheduled' where kind = 'booking_confirmation' and to_side = 'candidate'");
  deliver();

  EXPECT_EQ(state_of(mail_kind::booking_confirmation, party::volunteer), mail_state::sent);
  auto const broken = only(mail_kind::rescheduled, party::candidate);
  EXPECT_EQ(broken.state, mail_state::waiting);
  EXPECT_GE(broken.due, w.now() + 30s);
  EXPECT_NE(broken.answer.find("no JSON object"), std::string::npos) << broken.answer;
}

TEST_F(Worker, AMailerThatThrowsIsTriedAgain) {
  book("2026-11-09T08:00:00Z");
  office.answer([](message const&) -> delivery_report { throw std::runtime_error("no space left"); });
  deliver();
  EXPECT_EQ(state_of(mail_kind::booking_confirmation, party::candidate), mail_state::waiting);

  office.answer(accepted());
  w.advance(1min);
  deliver();
  EXPECT_EQ(office.delivered().size(), 2u);
}

TEST_F(Worker, AMailerThatCannotBeMadeIsMadeLater) {
  book("2026-11-09T08:00:00Z");
  auto setup = setup_with(office);
  std::atomic<int> tries = 0;
  setup.make_mailer = [&] {
    if (++tries == 1) throw std::runtime_error("no folder");
    return office.counter();
  };
  auto const sends = make(std::move(setup));
  sends->start();
  EXPECT_TRUE(becomes([&] {
    sends->wake();
    return office.delivered().size() == 2;
  }));
}

TEST_F(Worker, InTroubleWithTheServerItTriesOneMailAndKeepsTheOthersReady) {
  book("2026-11-09T08:00:00Z");
  office.answer(no_server());
  deliver();

  EXPECT_EQ(office.attempts().size(), 1u);
  int attempts = 0;
  for (auto const& m : w.outbox(mail_kind::booking_confirmation)) {
    EXPECT_EQ(m.state, mail_state::waiting);
    attempts += m.attempts;
  }
  EXPECT_EQ(attempts, 1);
}

TEST_F(Worker, AfterALongOutageTheFirstRefusalDoesNotMeanALongPause) {
  book("2026-11-09T08:00:00Z");
  office.answer(no_server());
  live_until("2026-11-02T10:00:00Z");
  office.answer(refused_for_now());
  w.advance(40s);
  deliver();

  for (auto const& m : w.outbox(mail_kind::booking_confirmation)) {
    EXPECT_LE(m.due, w.now() + 72s);
    EXPECT_LE(m.attempts, 2);
  }
}

TEST_F(Worker, DoesNotSpinWhileTheDatabaseTakesNothing) {
  book("2026-11-09T08:00:00Z");
  failing_database busy(w.database());
  busy.fails = true;
  worker sends(busy, w.clock(), w.chance(), setup_with(office));
  sends.start();
  ASSERT_TRUE(becomes([&] { return busy.refused > 0; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  EXPECT_LE(busy.refused, 3) << "one at once, one after a second";

  busy.fails = false;
  EXPECT_TRUE(becomes([&] { return office.delivered().size() == 2; }));
}

TEST_F(Worker, AMailThatWasSentIsNotSentAgainBecauseTheDatabaseWasBusy) {
  book("2026-11-09T08:00:00Z");
  failing_database busy(w.database());
  office.answer([&busy](message const&) {
    busy.fails = true;
    return accepted();
  });
  worker sends(busy, w.clock(), w.chance(), setup_with(office));
  sends.start();
  EXPECT_TRUE(becomes([&] { return busy.refused > 0; }));
  office.answer(accepted());
  busy.fails = false;
  EXPECT_TRUE(becomes([&] {
    sends.wake();
    return office.delivered().size() >= 2;
  }));
  EXPECT_TRUE(nothing_is_due());
  sends.stop();

  EXPECT_EQ(office.delivered().size(), 2u);
  for (auto const& m : w.outbox(mail_kind::booking_confirmation)) EXPECT_EQ(m.state, mail_state::sent);
}

}  // namespace
}  // namespace rehearse::test
