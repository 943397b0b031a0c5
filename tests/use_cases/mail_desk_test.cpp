#include "scheduler/use_cases/desk/mail_desk.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "tests/support/world.hpp"

#include <set>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

result<page_of<mail>> list(world& w, caller const& who, std::optional<mail_state> state, page_request const& page) {
  return w.read([&](store& s) { return list_outbox(s, who, state, page); });
}

result<mail> retry(world& w, mail_id const& id) {
  return w.write([&](store& s) { return retry_mail(s, organizer(), id, w.now()); });
}

void fail(world& w, mail_id const& id) {
  w.write([&](store& s) { storage::settle(s.db(), id, {mail_state::failed, 550, "No such user", w.now()}); });
}

TEST(Outbox, IsListedByStatePageByPage) {
  world w;
  for (auto const* name : {"Ada", "Bola", "Chen"}) w.volunteer(name);
  fail(w, w.outbox()[1].id);

  auto const failed = list(w, organizer(), mail_state::failed, {}).value();
  auto const first = list(w, organizer(), {}, {2, ""}).value();
  auto const rest = list(w, organizer(), {}, {2, first.next.value()}).value();

  ASSERT_EQ(failed.items.size(), 1u);
  EXPECT_EQ(failed.items[0].answer, "No such user");
  EXPECT_EQ(first.items.size() + rest.items.size(), 3u);
  std::set<mail_id> different{first.items[0].id, first.items[1].id, rest.items[0].id};
  EXPECT_EQ(different.size(), 3u);
}

TEST(Outbox, IsTheOrganizersAlone) {
  world w;
  auto ada = w.volunteer("Ada");

  EXPECT_EQ(list(w, ada.as(), {}, {}).error().code, errc::forbidden);
  EXPECT_EQ(list(w, anonymous{}, {}, {}).error().code, errc::forbidden);
}

TEST(RetryMail, LetsAFailedOneWaitAgain) {
  world w;
  w.volunteer("Ada");
  auto const id = w.outbox()[0].id;
  fail(w, id);
  w.advance(24h * 10);

  auto const again = retry(w, id).value();

  EXPECT_EQ(again.state, mail_state::waiting);
  EXPECT_EQ(again.due, w.now());
  EXPECT_GT(again.useless_after, w.now());
}

TEST(RetryMail, RefusesWhatDidNotFailAndWhatIsNotThere) {
  world w;
  w.volunteer("Ada");

  EXPECT_EQ(retry(w, w.outbox()[0].id).error().code, errc::wrong_state);
  EXPECT_EQ(retry(w, {"mail_none"}).error().code, errc::not_found);
}

TEST(RetryMail, RefusesAMailAboutAnInterviewThatIsOver) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));
  auto const id = w.outbox(mail_kind::booking_confirmation).at(0).id;
  fail(w, id);

  w.go_to("2026-11-10T09:00:00Z");

  EXPECT_EQ(retry(w, id).error().code, errc::wrong_state);
}

TEST(HoldMail, IsRememberedUntilItIsReleased) {
  world w;
  auto const held = [&] { return w.read([](store& s) { return mail_is_held(s); }); };

  EXPECT_FALSE(held());
  w.write([&](store& s) { hold_mail(s, the_system{}, w.now()); });
  EXPECT_TRUE(held());
  w.write([&](store& s) { release_mail(s, the_system{}, w.now()); });
  EXPECT_FALSE(held());
}

// As `restore` leaves the database.
void put_back(world& w, instant backup_made) {
  w.write([&](store& s) {
    storage::set_meta(s.db(), storage::meta_restored, to_text(w.now()));
    storage::set_meta(s.db(), storage::meta_restored_from, to_text(backup_made));
  });
}

result<std::int64_t> drop(world& w, instant due_before) {
  return w.write([&](store& s) { return drop_old_mail(s, organizer(), due_before, w.now()); });
}

TEST(OldMail, IsWhatCameWithTheBackupAndWasDueBeforeItWasPutBackUntilItIsReleased) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));
  auto const old = [&] { return w.read([](store& s) { return read_old_mail(s); }); };

  EXPECT_FALSE(old());
  auto const backup_made = w.now();
  w.advance(1s);
  put_back(w, backup_made);
  ASSERT_TRUE(old());
  EXPECT_EQ(old()->restored, w.now());
  EXPECT_EQ(old()->backup_made, backup_made);
  EXPECT_EQ(old()->waits, 3) << "an invitation, and a confirmation to each side; no reminder";

  w.write([&](store& s) { release_mail(s, the_system{}, w.now()); });
  EXPECT_FALSE(old());
}

TEST(OldMail, IsDroppedUpToAnInstantSayingWhy) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto const invited = w.now();
  w.advance(1h);
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));
  put_back(w, w.now());

  EXPECT_EQ(drop(w, invited).value(), 0) << "what is due at that instant stays";
  EXPECT_EQ(drop(w, invited + 1s).value(), 1);
  EXPECT_EQ(w.outbox()[0].state, mail_state::dropped);
  EXPECT_EQ(w.outbox()[0].settled_at, w.now());
  EXPECT_NE(w.outbox()[0].answer.find("may have left"), std::string::npos);
  EXPECT_EQ(w.outbox(mail_kind::booking_confirmation).at(0).state, mail_state::waiting);
}

TEST(OldMail, IsNoneWhereNoBackupWasPutBackSoThatNothingIsDropped) {
  world w;
  w.volunteer("Ada");
  w.advance(1h);

  auto const refusal = drop(w, w.now()).error();

  EXPECT_EQ(refusal.code, errc::wrong_state);
  EXPECT_NE(refusal.detail.find("No backup was put back"), std::string::npos);
  EXPECT_EQ(w.outbox().at(0).state, mail_state::waiting);
}

TEST(OldMail, IsNotDroppedUpToAnInstantAfterItWasPutBack) {
  world w;
  w.volunteer("Ada");
  auto const backup_made = w.now();
  w.advance(1h);
  put_back(w, backup_made);
  auto const restored = w.now();
  w.advance(1h);

  EXPECT_EQ(drop(w, restored + 1s).error().code, errc::wrong_state);
  EXPECT_EQ(w.outbox().at(0).state, mail_state::waiting);
  EXPECT_EQ(drop(w, restored).value(), 1);
}

TEST(OldMail, IsNotWhatWasWrittenAfterTheBackup) {
  world w;
  w.volunteer("Ada");
  auto const backup_made = w.now();
  w.advance(1h);
  w.volunteer("Grace");  // as by a clock that was set back since: due before it was put back
  w.advance(1h);
  put_back(w, backup_made);

  EXPECT_EQ(w.read([](store& s) { return read_old_mail(s); })->waits, 1);
  EXPECT_EQ(drop(w, w.now()).value(), 1);
  EXPECT_EQ(w.outbox().at(0).state, mail_state::dropped);
  EXPECT_EQ(w.outbox().at(1).state, mail_state::waiting);
}

}  // namespace
}  // namespace rehearse::test
