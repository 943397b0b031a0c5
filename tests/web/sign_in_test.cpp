#include "scheduler/use_cases/sign_in.hpp"

#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

std::string fresh_link(world& w, std::string const& email) {
  return "/sign-in/" + w.write([&](store& s) { return make_sign_in_token(s, email, w.now()); }).value();
}

}  // namespace

TEST(SignInPages, AnswerTheSameForEveryAddress) {
  world w;
  w.volunteer("Ada");
  web_server server(w);

  auto const known = visitor(server).post("/sign-in", {{"email", "ada@example.org"}});
  auto const unknown = visitor(server).post("/sign-in", {{"email", "bob@example.org"}});

  EXPECT_EQ(known.status, 200);
  EXPECT_EQ(unknown.status, 200);
  EXPECT_TRUE(shows(known, "a link is on its way"));
  EXPECT_TRUE(shows(unknown, "a link is on its way"));
  EXPECT_EQ(w.outbox(mail_kind::sign_in_link).size(), 1u);
}

TEST(SignInPages, KeepWhatWasTypedWhenItIsNoAddress) {
  world w;
  web_server server(w);

  auto const given = visitor(server).post("/sign-in", {{"email", "ada at home"}});

  EXPECT_EQ(given.status, 422);
  EXPECT_TRUE(shows(given, "<title>Error: "));
  EXPECT_TRUE(shows(given, "href=\"#email\""));
  EXPECT_EQ(value_of(given, "email"), "ada at home");
}

TEST(SignInPages, LetNobodyInByFollowingALink) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor scanner(server), ada(server);
  auto const link = fresh_link(w, "ada@example.org");

  for (int i = 0; i < 3; ++i) EXPECT_EQ(scanner.get(link).status, 200);
  EXPECT_FALSE(shows(scanner.get("/problems"), "Sign out"));

  EXPECT_EQ(where(ada.post(link, {})), "/volunteer/interviews");
}

TEST(SignInPages, UseALinkOnceAndWithinTenMinutes) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  auto const used = fresh_link(w, "ada@example.org");
  visitor(server).post(used, {});
  auto const late = fresh_link(w, "ada@example.org");
  w.advance(601s);

  for (auto const& link : {used, late, std::string("/sign-in/nonsense")}) {
    visitor somebody_else(server);
    EXPECT_EQ(somebody_else.post(link, {}).status, 410) << link;
    auto const page = somebody_else.get(link);
    EXPECT_EQ(page.status, 410);
    EXPECT_TRUE(shows(page, "Mail me a new link"));
  }
}

TEST(SignInPages, LeadOnlyToPathsOfThisSite) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  auto const leads = [&](std::string const& next) {
    return where(visitor(server).post(fresh_link(w, "ada@example.org"), {{"next", next}}));
  };

  EXPECT_EQ(leads("/volunteer/availability"), "/volunteer/availability");
  for (auto const* hostile : {"//evil.example", "https://evil.example", "/\\evil.example", "/\nevil", "javascript:1"})
    EXPECT_EQ(leads(hostile), "/volunteer/interviews") << hostile;
}

TEST(SignInPages, EndTheSessionWithTheButtonAlone) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor ada(server);
  ada.sign_in("ada@example.org");

  EXPECT_EQ(ada.post_without_csrf("/sign-out", {}).status, 403);
  EXPECT_TRUE(shows(ada.get("/problems"), "Sign out"));

  EXPECT_EQ(where(ada.post("/sign-out", {})), "/");
  EXPECT_FALSE(shows(ada.get("/problems"), "Sign out"));
}

}  // namespace rehearse::test
