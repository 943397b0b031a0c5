#include "scheduler/use_cases/sign_in.hpp"

#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "tests/support/world.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

result<std::string> link_for(world& w, std::string const& email) {
  return w.write([&](store& s) { return make_sign_in_token(s, email, w.now()); });
}

result<new_session> redeem(world& w, std::string const& token) {
  return w.write([&](store& s) { return redeem_sign_in(s, token, w.now()); });
}

std::optional<caller> who_has(world& w, std::string const& cookie) {
  return w.read([&](store& s) { return caller_of_session(s, cookie, w.now()); });
}

void ask_for_link(world& w, std::string const& email, int mails_per_hour = 3) {
  w.write([&](store& s) { request_sign_in(s, {email}, mails_per_hour, w.now()); });
}

result<new_api_token> token_for(world& w, token_role role, std::string const& email) {
  return w.write([&](store& s) { return make_api_token(s, role, email, w.now()); });
}

std::optional<caller> who_bears(world& w, std::string const& token) {
  return w.read([&](store& s) { return caller_of_bearer(s, token, w.now()); });
}

void leave(somebody& who) {
  who.is([](volunteer& v) { v.status = volunteer_status::left; });
}

TEST(SignIn, BeginsASessionOfThirtyDays) {
  world w;
  auto ada = w.volunteer("Ada");

  auto const session = redeem(w, link_for(w, " Ada@Example.org ").value()).value();

  EXPECT_TRUE(is_volunteer(session.who, ada.id));
  EXPECT_TRUE(is_volunteer(who_has(w, session.cookie).value(), ada.id));
  w.advance(24h * 30 - 1s);
  EXPECT_TRUE(who_has(w, session.cookie));
  w.advance(1s);
  EXPECT_FALSE(who_has(w, session.cookie));
}

TEST(SignIn, WorksOnce) {
  world w;
  w.volunteer("Ada");
  auto const link = link_for(w, "ada@example.org").value();
  ASSERT_TRUE(redeem(w, link));

  EXPECT_EQ(redeem(w, link).error().code, errc::link_expired);
}

TEST(SignIn, WorksForTenMinutes) {
  world w;
  w.volunteer("Ada");
  auto const link = link_for(w, "ada@example.org").value();

  w.advance(10min);

  EXPECT_EQ(redeem(w, link).error().code, errc::link_expired);
}

TEST(SignIn, IsNotUsedUpByLookingAtIt) {
  world w;
  auto ada = w.volunteer("Ada");
  auto const link = link_for(w, "ada@example.org").value();

  for (int scanner = 0; scanner < 3; ++scanner) {
    auto const seen = w.read([&](store& s) { return look_at_sign_in(s, link, w.now()); });
    EXPECT_TRUE(is_volunteer(seen.value(), ada.id));
  }

  EXPECT_TRUE(redeem(w, link));
}

TEST(SignIn, RefusesAForgedLink) {
  world w;
  w.volunteer("Ada");
  auto forged = link_for(w, "ada@example.org").value();
  forged.back() = forged.back() == 'A' ? 'B' : 'A';
  // The last character carries two unused bits: change one that counts, too.
  auto& middle = forged[forged.size() - 10];
  middle = middle == 'A' ? 'B' : 'A';

  EXPECT_EQ(redeem(w, forged).error().code, errc::link_expired);
  EXPECT_EQ(redeem(w, "").error().code, errc::link_expired);
  EXPECT_EQ(redeem(w, "nonsense").error().code, errc::link_expired);
}

TEST(SignIn, LetsNobodyInWhoLeft) {
  world w;
  auto ada = w.volunteer("Ada");
  auto const link = link_for(w, "ada@example.org").value();
  auto const session = redeem(w, link_for(w, "ada@example.org").value()).value();
  auto const token = token_for(w, token_role::volunteer, "ada@example.org").value();

  leave(ada);

  EXPECT_EQ(redeem(w, link).error().code, errc::link_expired);
  EXPECT_EQ(link_for(w, "ada@example.org").error().code, errc::not_found);
  EXPECT_FALSE(who_has(w, session.cookie));
  EXPECT_FALSE(who_bears(w, token.token));
}

TEST(SignIn, KnowsNobodyByAWrongCookie) {
  world w;
  w.volunteer("Ada");
  auto const session = redeem(w, link_for(w, "ada@example.org").value()).value();

  EXPECT_FALSE(who_has(w, ""));
  EXPECT_FALSE(who_has(w, session.cookie + "x"));
  w.write([&](store& s) { sign_out(s, session.cookie); });
  EXPECT_FALSE(who_has(w, session.cookie));
}

TEST(RequestSignIn, MailsALinkToAKnownAddressAlone) {
  world w;
  auto ada = w.volunteer("Ada");

  ask_for_link(w, "ADA@example.org");
  ask_for_link(w, "stranger@example.org");

  auto const mails = w.outbox(mail_kind::sign_in_link);
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].recipient, "ada@example.org");
  EXPECT_EQ(mails[0].volunteer, ada.id);
  EXPECT_TRUE(mails[0].urgent);
  EXPECT_EQ(mails[0].detail.find(R"({"sign_in":"in_)"), 0u);
}

TEST(RequestSignIn, MailsNoMoreThanTheLimitWithinAnHour) {
  world w;
  w.volunteer("Ada");

  for (int i = 0; i < 5; ++i) ask_for_link(w, "ada@example.org", 3);
  EXPECT_EQ(w.outbox(mail_kind::sign_in_link).size(), 3u);

  w.advance(1h + 1s);
  ask_for_link(w, "ada@example.org", 3);
  EXPECT_EQ(w.outbox(mail_kind::sign_in_link).size(), 4u);
}

TEST(RequestSignIn, HasNoLimitWhereItIsZero) {
  world w;
  w.volunteer("Ada");

  for (int i = 0; i < 30; ++i) ask_for_link(w, "ada@example.org", 0);

  EXPECT_EQ(w.outbox(mail_kind::sign_in_link).size(), 30u);
}

TEST(ApiTokens, MakeTheOrganizerOnFirstUse) {
  world w;

  auto const first = token_for(w, token_role::organizer, "Olu@Example.org").value();
  auto const second = token_for(w, token_role::organizer, "olu@example.org").value();

  auto const a = who_bears(w, first.token).value(), b = who_bears(w, second.token).value();
  EXPECT_TRUE(is_organizer(a));
  EXPECT_EQ(name_of(a), name_of(b));
  EXPECT_TRUE(link_for(w, "olu@example.org"));
}

TEST(ApiTokens, AreForVolunteersWhoExist) {
  world w;
  auto ada = w.volunteer("Ada");

  auto const token = token_for(w, token_role::volunteer, "ada@example.org").value();

  EXPECT_TRUE(token.token.starts_with("rh_"));
  EXPECT_TRUE(is_volunteer(who_bears(w, token.token).value(), ada.id));
  EXPECT_EQ(token_for(w, token_role::volunteer, "stranger@example.org").error().code, errc::not_found);
  EXPECT_EQ(token_for(w, token_role::organizer, "no address").error().code, errc::invalid);
}

TEST(ApiTokens, EndWhenTheyAreRevoked) {
  world w;
  auto const token = token_for(w, token_role::organizer, "olu@example.org").value();

  ASSERT_TRUE(w.write([&](store& s) { return revoke_api_token(s, token.id, w.now()); }));

  EXPECT_FALSE(who_bears(w, token.token));
  EXPECT_EQ(w.write([&](store& s) { return revoke_api_token(s, token.id, w.now()); }).error().code, errc::not_found);
  EXPECT_EQ(w.read([](store& s) { return list_api_tokens(s); }).at(0).revoked_at, w.now());
}

TEST(ApiTokens, AreListedWithTheirLastUseButNeverTheirText) {
  world w;
  auto const token = token_for(w, token_role::organizer, "olu@example.org").value();
  auto const made_at = w.now();
  w.advance(2h);
  auto const used_at = w.now();
  w.write([&](store& s) { note_token_use(s, token.token, w.now()); });
  w.advance(30min);
  w.write([&](store& s) { note_token_use(s, token.token, w.now()); });

  auto const entries = w.read([](store& s) { return list_api_tokens(s); });

  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].email, "olu@example.org");
  EXPECT_EQ(entries[0].made_at, made_at);
  EXPECT_EQ(entries[0].last_used_at, used_at);
}

TEST(ManageToken, SpeaksForTheCandidateOfItsBookingAlone) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  auto const token = w.read([&](store& s) { return manage_token_of(s, b); });

  auto const who = who_bears(w, token).value();
  EXPECT_EQ(part_in(who, b), party::candidate);
  auto other = b;
  other.id = {"bk_other"};
  EXPECT_EQ(part_in(who, other), std::nullopt);
  EXPECT_FALSE(who_bears(w, w.read([&](store& s) { return manage_token_of(s, other); })));
  EXPECT_FALSE(who_bears(w, "bk_nonsense"));
}

}  // namespace
}  // namespace rehearse::test
