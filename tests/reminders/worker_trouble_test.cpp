// The worker when things around it break: what is lost or sent twice. (Nothing.)
#include "config/log.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "tests/reminders/worker_threads.hpp"
#include "tests/support/failing_database.hpp"

namespace rehearse::test {
namespace {

struct WorkerInTrouble : WorkerWithThreads {};

TEST_F(WorkerInTrouble, GivesBackWhatItHasNotBegunWhenItStopsWhileSending) {
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

TEST_F(WorkerInTrouble, MailLeasedByAProcessThatDiedIsTakenUpAtARestart) {
  book("2026-11-09T08:00:00Z");
  w.write([&](store& s) { return storage::claim_due(s.db(), {"dead", w.now(), w.now() + 30min}, 8); });
  deliver();
  EXPECT_TRUE(office.attempts().empty()) << "a living process might still be sending it";

  w.write([](store& s) { return storage::release_leases(s.db(), ""); });
  deliver();
  EXPECT_EQ(office.delivered().size(), 2u);
}

TEST_F(WorkerInTrouble, MailLeasedByAProcessThatDiedIsTakenUpWhenTheLeaseRunsOut) {
  book("2026-11-09T08:00:00Z");
  w.write([&](store& s) { return storage::claim_due(s.db(), {"dead", w.now(), w.now() + 30min}, 8); });
  w.advance(31min);
  deliver();

  EXPECT_EQ(office.delivered().size(), 2u);
}

TEST_F(WorkerInTrouble, AMailThatCannotBeMadeHoldsUpNoOther) {
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

TEST_F(WorkerInTrouble, AMailerThatThrowsIsTriedAgain) {
  book("2026-11-09T08:00:00Z");
  office.answer([](message const&) -> delivery_report { throw std::runtime_error("no space left"); });
  deliver();
  EXPECT_EQ(state_of(mail_kind::booking_confirmation, party::candidate), mail_state::waiting);

  office.answer(accepted());
  w.advance(1min);
  deliver();
  EXPECT_EQ(office.delivered().size(), 2u);
}

TEST_F(WorkerInTrouble, AMailerThatCannotBeMadeIsMadeLater) {
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

TEST_F(WorkerInTrouble, InTroubleWithTheServerItTriesOneMailAndKeepsTheOthersReady) {
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

TEST_F(WorkerInTrouble, AfterALongOutageTheFirstRefusalDoesNotMeanALongPause) {
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

TEST_F(WorkerInTrouble, DoesNotSpinWhileTheDatabaseTakesNothing) {
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

TEST_F(WorkerInTrouble, SaysThatTheDatabaseIsBackWhereNothingIsDueEither) {
  book("2026-11-09T08:00:00Z");
  failing_database away(w.database());
  away.fails = true;
  worker sends(away, w.clock(), w.chance(), setup_with(office));
  log::open(log::level::info, log::format::text);
  testing::internal::CaptureStderr();

  sends.start();
  EXPECT_TRUE(becomes([&] { return away.refused > 0; }));
  w.write([](store& s) { storage::hold_mail(s.db(), true); });
  away.fails = false;
  auto const before = away.counted().reads;
  EXPECT_TRUE(becomes([&] {
    sends.wake();
    return away.counted().reads > before + 20;
  }));
  sends.stop();
  auto const said = testing::internal::GetCapturedStderr();
  log::open(log::level::warning, log::format::text);

  EXPECT_LT(said.find("warning mail waits for the database"), said.find("info mail is written down again")) << said;
  EXPECT_NE(said.find("info mail is written down again"), said.npos) << said;
  EXPECT_TRUE(office.attempts().empty());
}

TEST_F(WorkerInTrouble, AMailThatWasSentIsNotSentAgainBecauseTheDatabaseWasBusy) {
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
