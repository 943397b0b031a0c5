// Tokens, sessions, sign-in links, idempotency keys, audit, and the rest that is small.
#include "scheduler/storage/audit_table.hpp"
#include "scheduler/storage/idempotency_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/limits_table.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/organizers_table.hpp"
#include "scheduler/storage/sessions_table.hpp"
#include "scheduler/storage/sign_in_table.hpp"
#include "scheduler/storage/tokens_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "tests/storage/samples.hpp"

namespace rehearse::storage::test {
namespace {

class SmallTables : public table {};

TEST_F(SmallTables, ARevokedTokenIsNoneAndIsRevokedOnce) {
  api_token const t{d_.id<token_id>(), party::volunteer, "vol_a", "hash", d_.text(), noon, {}, {}};
  insert(*db_, t);
  note_use(*db_, t.id, noon + 1h);
  EXPECT_EQ(token_of_hash(*db_, "hash").value().last_used_at, noon + 1h);
  EXPECT_EQ(token_of_hash(*db_, "hash").value().name, t.name);

  EXPECT_TRUE(revoke(*db_, t.id, noon));
  EXPECT_FALSE(revoke(*db_, t.id, noon));

  EXPECT_FALSE(token_of_hash(*db_, "hash"));
  EXPECT_EQ(all_tokens(*db_).at(0).revoked_at, noon);
}

// What was parsed is kept for a while by its text: neither another row nor a change is taken for it.
TEST_F(SmallTables, EachDocumentIsReadAsItIsWrittenNow) {
  std::vector<interview_type> types;
  for (int i = 0; i < 20; ++i) {
    auto t = some_type(d_);
    t.id = "type-" + std::to_string(i);
    t.title = "Title " + std::to_string(i);
    insert(*db_, t);
    types.push_back(t);
  }
  for (int round = 0; round < 2; ++round)
    for (auto const& t : types) EXPECT_EQ(find_interview_type(*db_, t.id).value().title, t.title);

  types[3].title = "Another";
  update(*db_, types[3]);
  EXPECT_EQ(find_interview_type(*db_, "type-3").value().title, "Another");
  EXPECT_EQ(find_interview_type(*db_, "type-4").value().title, "Title 4");
}

TEST_F(SmallTables, ASessionEndsWhenItExpiresOrItsOwnerLeaves) {
  session s{d_.id<session_id>(), "hash", party::organizer, "org_a", 0, noon, noon, noon + 24h};
  insert(*db_, s);
  EXPECT_TRUE(session_of_hash(*db_, "hash", noon + 24h - 1s));
  EXPECT_FALSE(session_of_hash(*db_, "hash", noon + 24h));
  s.csrf_generation = 2;
  s.expires_at = noon + 48h;
  update(*db_, s);
  EXPECT_EQ(session_of_hash(*db_, "hash", noon + 24h).value().csrf_generation, 2);

  EXPECT_EQ(remove_sessions_of(*db_, "org_a"), 1);
  EXPECT_FALSE(session_of_hash(*db_, "hash", noon));

  insert(*db_, s);
  remove(*db_, s.id);
  EXPECT_EQ(remove_expired_sessions(*db_, noon + 99h), 0);
}

TEST_F(SmallTables, ASignInLinkIsUsedOnceAndBeforeItExpires) {
  sign_in const s{d_.id<sign_in_id>(), party::volunteer, "vol_a", 0, noon + 10min, {}};
  insert(*db_, s);

  EXPECT_FALSE(use(*db_, s.id, noon + 10min));
  EXPECT_TRUE(use(*db_, s.id, noon));
  EXPECT_FALSE(use(*db_, s.id, noon));

  renew(*db_, s.id, noon + 20min);
  EXPECT_EQ(find(*db_, s.id).value().generation, 1);
  EXPECT_TRUE(use(*db_, s.id, noon + 15min));
  EXPECT_EQ(remove_expired_sign_ins(*db_, noon + 20min), 0);
  EXPECT_EQ(remove_expired_sign_ins(*db_, noon + 21min), 1);
}

TEST_F(SmallTables, AnAnswerIsKeptForADayAndNeverTwice) {
  idempotency_key const key{"adaeze@example.org", "POST", "/api/v1/bookings", "k1"};
  kept_answer a{key, "body hash", 201, "Location: x", R"({"id":1})", noon};
  auto const day_before = [](instant now) { return now - 24h; };
  keep(*db_, a, day_before(noon));

  EXPECT_EQ(find(*db_, key, day_before(noon + 24h - 1s)).value().body, a.body);
  EXPECT_EQ(find(*db_, key, day_before(noon)).value().status, 201);
  EXPECT_FALSE(find(*db_, key, day_before(noon + 24h)));
  EXPECT_FALSE(find(*db_, {"other", "POST", "/api/v1/bookings", "k1"}, day_before(noon)));
  EXPECT_THROW(alone([&] {
                 keep(*db_, a, day_before(noon));
                 find(*db_, key, day_before(noon));  // what nobody waits for is refused now at the latest
               }),
               constraint_broken);
  a.made_at = noon + 24h;
  a.body = "new";
  keep(*db_, a, day_before(noon + 24h));
  EXPECT_EQ(find(*db_, key, day_before(noon + 24h)).value().body, "new");
  EXPECT_EQ(remove_answers_before(*db_, noon + 25h), 1);
}

TEST_F(SmallTables, TheAuditIsAddedToAndNothingElse) {
  for (int i = 0; i < 3; ++i)
    insert(*db_,
           audit_line{d_.id<audit_id>(), noon + minutes(i), "org_a", "booking.cancel", {"bk_" + std::to_string(i)}});

  EXPECT_THROW(execute_alone("update audit set who = 'nobody'"), constraint_broken);
  EXPECT_THROW(execute_alone("delete from audit"), constraint_broken);

  auto const first = list_audit(*db_, {2, {}}).value();
  ASSERT_EQ(first.items.size(), 2u);
  EXPECT_EQ(first.items[0].subjects, std::vector<std::string>{"bk_2"});
  EXPECT_EQ(list_audit(*db_, {2, first.next.value()}).value().items.at(0).subjects, std::vector<std::string>{"bk_0"});
}

TEST_F(SmallTables, ALimitIsExplainedAtMostOnceADay) {
  EXPECT_TRUE(may_explain_limit(*db_, "a@example.org", noon));
  EXPECT_FALSE(may_explain_limit(*db_, "a@example.org", noon + 24h - 1s));
  EXPECT_TRUE(may_explain_limit(*db_, "b@example.org", noon));
  EXPECT_TRUE(may_explain_limit(*db_, "a@example.org", noon + 24h));
}

TEST_F(SmallTables, TheDomainOfMailsStaysAsItWasFirstNamed) {
  name_domain(*db_, "first.rehearse");
  name_domain(*db_, "second.rehearse");

  EXPECT_EQ(domain_of(*db_), "first.rehearse");
}

TEST_F(SmallTables, MetaRemembersFacts) {
  EXPECT_TRUE(is_empty(*db_));
  EXPECT_FALSE(mail_is_held(*db_));
  hold_mail(*db_, true);
  EXPECT_TRUE(mail_is_held(*db_));
  set_meta(*db_, meta_tzdata, "2026f");
  set_meta(*db_, meta_tzdata, "2026g");
  EXPECT_EQ(meta(*db_, meta_tzdata), "2026g");
  EXPECT_TRUE(is_empty(*db_));

  organizer const o{d_.id<organizer_id>(), "o@example.org", d_.text()};
  insert(*db_, o);

  EXPECT_FALSE(is_empty(*db_));
  EXPECT_EQ(organizer_of_address(*db_, "o@example.org").value().name, o.name);
  EXPECT_EQ(find(*db_, o.id).value().email, o.email);
}

TEST_F(SmallTables, VolunteersAreListedInOrderOfInvitationAndActiveOnesWithTheirHours) {
  auto const first = add_volunteer();
  auto second = add_volunteer();
  second.status = volunteer_status::left;
  update(*db_, second);
  auto const third = add_volunteer();
  published_availability hours;
  hours.hours.zone = "Asia/Kolkata";
  hours.hours.weekly.push_back({{true}, {18h, 21h}, {}, {}});
  hours.revision = 4;
  hours.changed_at = noon;
  publish(*db_, third.id, hours);

  auto const piece = list(*db_, volunteer_filter{}, {2, {}}).value();
  EXPECT_EQ(piece.items.at(0).id, first.id);
  EXPECT_EQ(list(*db_, volunteer_filter{}, {2, piece.next.value()}).value().items.at(0).id, third.id);
  EXPECT_EQ(list(*db_, volunteer_filter{volunteer_status::left}, {9, {}}).value().items.size(), 1u);

  auto const active = active_volunteers(*db_);
  ASSERT_EQ(active.size(), 2u);
  EXPECT_EQ(active[0].who.id, first.id);
  EXPECT_FALSE(active[0].published);
  EXPECT_EQ(active[1].published.value().hours, hours.hours);
  EXPECT_EQ(find_availability(*db_, third.id).value().hours, hours.hours);
  EXPECT_EQ(find_availability(*db_, third.id).value().revision, 4);
  lock_volunteer(*db_, third.id);
  EXPECT_EQ(all_interview_types(*db_).size(), 0u);
}

}  // namespace
}  // namespace rehearse::storage::test
