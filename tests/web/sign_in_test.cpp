#include "scheduler/use_cases/sign_in.hpp"

#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

std::string fresh_link(world& w, std::string const& email) {
  return "/sign-in/" + w.write([&](store& s) { return make_sign_in_token(s, email, w.now()); }).value();
}

// The status of the answer to the form of a fresh link, sent with these header fields beside the Host.
int status_of_form(web_server& server, members const& headers) {
  http::request asked;
  asked.verb = http::method::post;
  asked.path = fresh_link(server.of(), "ada@example.org");
  asked.client_address = "127.0.0.1";
  asked.headers = {{"Host", "book.example.org:8443"}, {"Content-Type", "application/x-www-form-urlencoded"}};
  asked.headers.insert(asked.headers.end(), headers.begin(), headers.end());
  asked.body = "csrf=";
  return server.answer(std::move(asked)).status;
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

  EXPECT_EQ(where(ada.post(link, {})), "/volunteer/interviews?signed_in=now");
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

TEST(SignInPages, SignNobodyInByAFormOfAnotherSite) {
  world w;
  w.volunteer("Ada");
  web_server server(w);

  for (members const& elsewhere : {members{{"Origin", "https://evil.example"}},
                                   {{"Origin", "null"}},
                                   {{"Origin", "https://book.example.org"}},
                                   {{"Origin", "http://127.0.0.1:8081"}},
                                   {{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "same-site"}},
                                   {{"Origin", "http://127.0.0.1:8080"}, {"Sec-Fetch-Site", "cross-site"}}})
    EXPECT_EQ(status_of_form(server, elsewhere), 403) << elsewhere.front().second;

  for (members const& ours : {members{},
                              {{"Origin", "http://127.0.0.1:8080"}},
                              {{"Origin", "https://book.example.org:8443"}},
                              {{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}}})
    EXPECT_EQ(status_of_form(server, ours), 303) << (ours.empty() ? "a program" : ours.front().second);
}

TEST(SignInPages, LeadOnlyToPathsOfThisSite) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  auto const leads = [&](std::string const& next) {
    return where(visitor(server).post(fresh_link(w, "ada@example.org"), {{"next", next}}));
  };

  EXPECT_EQ(leads("/volunteer/availability"), "/volunteer/availability?signed_in=now");
  EXPECT_EQ(leads("/volunteer/profile?volunteer=vol_1"), "/volunteer/profile?volunteer=vol_1&signed_in=now");
  for (auto const* hostile : {"//evil.example", "https://evil.example", "/\\evil.example", "/\nevil", "javascript:1",
                              "/%2f/evil.example", "/@evil.example", "/volunteer//evil.example", "/no/such/page", "/"})
    EXPECT_EQ(leads(hostile), "/volunteer/interviews?signed_in=now") << hostile;
}

TEST(SignInPages, KeepThePageThatWasWantedUntilTheMail) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor ada(server);

  auto const sent_away = where(ada.get("/volunteer/availability"));
  EXPECT_EQ(sent_away, "/sign-in?next=%2Fvolunteer%2Favailability");
  auto const next = value_of(ada.get(sent_away), "next");
  EXPECT_EQ(next, "/volunteer/availability");
  EXPECT_EQ(value_of(ada.post("/sign-in", {{"email", "ada"}, {"next", next}}), "next"), next);
  ada.post("/sign-in", {{"email", "ada@example.org"}, {"next", next}});
  ada.post("/sign-in", {{"email", "ada@example.org"}, {"next", "//evil.example"}});

  auto const mails = w.outbox(mail_kind::sign_in_link);
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_NE(mails[0].detail.find(R"("next":"/volunteer/availability")"), std::string::npos) << mails[0].detail;
  EXPECT_EQ(mails[1].detail.find("next"), std::string::npos) << mails[1].detail;
  // The link in the mail carries it on to the button.
  EXPECT_EQ(value_of(ada.get(fresh_link(w, "ada@example.org") + "?next=" + next), "next"), next);
}

TEST(SignInPages, LeadBackToThePageOfAFormThatWasSentWithoutASession) {
  world w;
  web_server server(w);

  EXPECT_EQ(where(visitor(server).post("/volunteer/interviews/bk_1/cancel", {})),
            "/sign-in?next=%2Fvolunteer%2Finterviews%2Fbk_1&unsent=form");
}

// The form of an organizer says whose page it is.
TEST(SignInPages, LeadAnOrganizerBackToTheVolunteerWhosePageItWas) {
  world w;
  auto const ada = w.volunteer("Ada").id.text;
  w.write([&](store& s) { return make_api_token(s, token_role::organizer, "olu@example.org", w.now()); }).value();
  web_server server(w);
  visitor olu(server);
  for (std::string const page : {"availability", "profile"})
    EXPECT_TRUE(where(olu.post("/volunteer/" + page, {{"volunteer", ada}}))
                    .starts_with("/sign-in?next=%2Fvolunteer%2F" + page + "%3Fvolunteer%3D" + ada + "&unsent="));

  olu.sign_in("olu@example.org");
  auto const hours = olu.get("/volunteer/availability?volunteer=" + ada);
  auto const old = olu.post_without_csrf("/volunteer/profile", {{"volunteer", ada}});

  EXPECT_TRUE(shows(hours, "href=\"/sign-in?next=%2Fvolunteer%2Favailability%3Fvolunteer%3D" + ada + "\""));
  EXPECT_TRUE(shows(old, "href=\"/volunteer/profile?volunteer=" + ada + "\""));
  EXPECT_TRUE(
      shows(olu.get("/volunteer/profile?volunteer=" + ada), "href=\"/volunteer/availability?volunteer=" + ada + "\""));
}

TEST(SignInPages, SayWhenTheBrowserKeepsNoCookie) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  auto const first_page =
      where(visitor(server).post(fresh_link(w, "ada@example.org"), {{"next", "/volunteer/profile"}}));

  visitor without_cookie(server);
  auto const page = without_cookie.get(where(without_cookie.get(first_page)));

  EXPECT_TRUE(shows(page, "did not keep the cookie"));
  EXPECT_EQ(value_of(page, "next"), "/volunteer/profile");
}

TEST(SignInPages, SayThatAFormIsOlderThanTheSession) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor ada(server);
  ada.sign_in("ada@example.org");

  auto const token = value_of(ada.get("/volunteer/profile"), "csrf");
  for (members const& sent : {members{}, members{{"csrf", "older"}}, members{{"x_csrf", token}}}) {
    auto const page = ada.post_without_csrf("/volunteer/profile", sent);
    EXPECT_EQ(page.status, 403);
    EXPECT_TRUE(shows(page, "This page is out of date"));
    EXPECT_TRUE(shows(page, "href=\"/volunteer/profile\""));
  }
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

TEST(SignInPages, GiveWhoOrganizesAndVolunteersBothTheirParts) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00", "Europe/Paris");
  auto bob = w.volunteer("Bob").open("Mon 09:00-12:00", "Europe/Paris");
  auto const own = w.book(ada, "2026-11-09T08:00:00Z").value();
  auto asked = w.request(bob, "2026-11-09T09:00:00Z");
  asked.candidate.name = "Dayo";
  asked.candidate.email = "dayo@example.org";
  auto const other = w.book(asked).value();
  w.write([&](store& s) { return make_api_token(s, token_role::organizer, "ada@example.org", w.now()); }).value();
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  for (auto const* path : {"/organizer", "/volunteer/availability", "/volunteer/interviews", "/volunteer/profile"}) {
    auto const page = v.get(path);
    EXPECT_EQ(page.status, 200) << path;
    for (auto const* link : {"href=\"/organizer\"", "href=\"/volunteer/availability\"", "href=\"/volunteer/profile\""})
      EXPECT_TRUE(shows(page, link)) << path << link;
  }
  EXPECT_TRUE(shows(v.get("/volunteer/availability"), "When you can be booked"));
  EXPECT_TRUE(shows(v.get("/volunteer/profile"), "Your profile"));
  EXPECT_FALSE(shows(v.get("/volunteer/interviews"), "Dayo"));
  EXPECT_TRUE(shows(v.get("/volunteer/interviews?volunteer=all"), "Dayo"));
  EXPECT_TRUE(shows(v.get("/volunteer/availability?volunteer=" + bob.id.text), "When Bob can be booked"));

  // What is done there is done as who they are there.
  auto const typed = v.get("/volunteer/profile");
  auto const done = v.post("/volunteer/profile", {{"volunteer", value_of(typed, "volunteer")},
                                                  {"revision", value_of(typed, "revision")},
                                                  {"name", "Ada Lovelace"},
                                                  {"editors", "own_machine"},
                                                  {"status", "paused"}});
  EXPECT_EQ(where(done), "/volunteer/profile?done=yes");
  EXPECT_EQ(ada.record().name, "Ada Lovelace");
  EXPECT_EQ(ada.record().status, volunteer_status::paused);
  for (auto const& b : {own, other}) v.post("/volunteer/interviews/" + b.id.text + "/cancel", {{"reason", "other"}});
  auto const cancelled_by = [&](booking const& b) {
    return w.read([&](store& s) { return read_booking(s, organizer(), b.id, w.now()); }).value().cancelled->by;
  };
  EXPECT_EQ(cancelled_by(own), party::volunteer);
  EXPECT_EQ(cancelled_by(other), party::organizer);
}

TEST(SignInPages, LeaveAnOrganizerWhoGivesNoInterviewsTheirOwnPart) {
  world w;
  w.volunteer("Ada").is([](rehearse::volunteer& v) { v.status = volunteer_status::left; });
  w.write([&](store& s) { return make_api_token(s, token_role::organizer, "ada@example.org", w.now()); }).value();
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  EXPECT_EQ(where(v.get("/volunteer/availability")), "/organizer");
  EXPECT_FALSE(shows(v.get("/organizer"), "href=\"/volunteer/profile\""));
}

}  // namespace rehearse::test
