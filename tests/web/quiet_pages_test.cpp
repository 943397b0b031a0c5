// What holds of every page: following a link changes nothing, what holds a token is kept nowhere, and every refusal has
// words for people.
#include "scheduler/storage/database.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/frame/status_words.hpp"
#include "server/web/site.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

std::string replaced(std::string text, std::string_view part, std::string_view by) {
  if (auto const at = text.find(part); at != text.npos) text.replace(at, part.size(), by);
  return text;
}

// A pending booking of Bisi, one of Chidi who asked for a new address, and a sign-in link: what mails lead to.
struct mailed {
  world w;
  somebody ada = w.volunteer("Ada").open("Mon 09:00-12:00", "Europe/Paris");
  web_server server{w};
  visitor scanner{server};
  booking chidi = w.book(ada, "2026-11-09T08:00:00Z").value();
  std::vector<std::string> links;

  mailed() {
    booking_changes new_address;
    new_address.email = "new@example.org";
    w.write([&](store& s) {
       return change_booking(s, candidate_of{chidi.id}, chidi.id, new_address, std::nullopt, w.now());
     }).value();
    w.policy([](policy& p) { p.confirm_email = true; });
    auto request = w.request(ada, "2026-11-09T09:00:00Z");
    request.candidate.email = "bisi@example.org";
    auto const bisi = w.book(request).value();
    auto const manage = "/b/" + w.read([&](store& s) { return manage_token_of(s, chidi); });
    auto const sign_in = w.write([&](store& s) { return make_sign_in_token(s, "ada@example.org", w.now()); }).value();
    for (auto const* rest : {"", ".ics", "/cancel", "/move", "/change"}) links.push_back(manage + rest);
    links.push_back("/confirm/" + token(token_purpose::confirm_address, bisi.id));
    links.push_back("/new-address/" + token(token_purpose::change_address, chidi.id));
    links.push_back("/sign-in/" + sign_in);
  }
  std::string token(token_purpose purpose, booking_id const& id) {
    auto const b = w.read([&](store& s) { return read_booking(s, organizer(), id, w.now()); }).value();
    return link_token(w.secret(), {purpose, id.text, b.confirm_generation});
  }
};

}  // namespace

TEST(MailedLinks, ChangeNothingHoweverOftenTheyAreFollowed) {
  mailed m;
  auto const writes = m.w.database().counted().writes;

  for (auto const& link : m.links)
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(m.scanner.get(link).status, 200) << link;
      EXPECT_EQ(m.scanner.head(link).status, 200) << link;
    }

  EXPECT_EQ(m.w.database().counted().writes, writes);
}

TEST(MailedLinks, LeadToPagesThatAreKeptNowhere) {
  mailed m;

  for (auto const& link : m.links) {
    auto const page = m.scanner.get(link);
    EXPECT_EQ(http::joined(page.headers, "Cache-Control"), "no-store") << link;
    EXPECT_EQ(http::joined(page.headers, "Referrer-Policy"), "same-origin") << link;
    EXPECT_EQ(http::joined(page.headers, "X-Robots-Tag"), "noindex, nofollow") << link;
    EXPECT_EQ(http::joined(page.headers, "Set-Cookie"), "") << link;
    EXPECT_FALSE(shows(page, "src=\"http")) << link;
  }
}

TEST(Pages, WriteNothingWhenTheyAreRead) {
  mailed m;
  visitor ada(m.server);
  ada.sign_in("ada@example.org");
  auto const writes = m.w.database().counted().writes;

  for (auto const& row : site()) {
    if (row.verb != http::method::get) continue;
    auto path = replaced(std::string(row.pattern), "{type}", "coding-60");
    path = replaced(replaced(path, "{volunteer}", m.ada.id.text), "{id}", m.chidi.id.text);
    ada.get(path + "?zone=Africa/Lagos");
    ada.head(path);
  }

  EXPECT_EQ(m.w.database().counted().writes, writes);
}

TEST(Refusals, HaveATitleOfTheirOwnForWhatHttpRefuses) {
  world w;
  web_server server(w);

  for (int const status : {400, 408, 411, 413, 414, 415, 417, 429, 431, 501, 503, 505}) {
    auto const page = server.problem(status, "/book/coding-60");
    auto const said = words_for_status(words(), status);
    EXPECT_EQ(page.status, status);
    EXPECT_TRUE(shows(page, "<h1>" + said.title + "</h1>")) << status;
    EXPECT_TRUE(shows(page, "<title>Error: " + said.title)) << status;
    EXPECT_FALSE(shows(page, "The request is not well.")) << "words of the server, not of people: " << status;
    for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << status << ": " << fault;
  }
  EXPECT_NE(words_for_status(words(), 413).title, words_for_status(words(), 414).title);
  EXPECT_EQ(http::joined(server.problem(413, "/api/v1/bookings").headers, "Content-Type"), "application/problem+json");
}

TEST(Refusals, ThatPassByThemselvesKeepWhatWasTyped) {
  world w;
  web_server server(w, false, "", 0, 1);
  visitor bisi(server);
  bisi.get("/find?lang=en");

  auto const page = bisi.post("/find?lang=en", {{"email", "bisi\"@example.org"}});

  EXPECT_EQ(page.status, 429);
  EXPECT_TRUE(shows(page, "<form method=\"post\" action=\"/find?lang=en\">")) << page.content();
  EXPECT_TRUE(shows(page, "name=\"email\" value=\"bisi&quot;@example.org\"")) << page.content();
  EXPECT_TRUE(shows(bisi.get("/find?lang=en"), "href=\"/find?lang=en\">Open the page again"));
}

TEST(Refusals, SpeakNoApiToPeople) {
  for (auto const& kind : all_problem_kinds()) {
    auto const said = kind.refusal ? words_for(words(), *kind.refusal) : words_for_status(words(), kind.status);
    for (auto const* word :
         {"API", "JSON", "header", "token", "If-Match", "ETag", "Idempotency", "Retry-After", "Bearer"})
      EXPECT_EQ((said.title + said.sentence).find(word), std::string::npos) << kind.code << ": " << word;
    EXPECT_TRUE(said.sentence.ends_with(".")) << kind.code;
  }
}

TEST(Refusals, KeepWhoIsSignedInOnTheirWay) {
  mailed m;
  visitor ada(m.server);
  ada.sign_in("ada@example.org");

  for (auto const* path : {"/nothing/here", "/organizer"}) {
    auto const page = ada.get(path);
    EXPECT_TRUE(shows(page, "href=\"/volunteer/interviews\"")) << path;
    EXPECT_FALSE(shows(page, "href=\"/sign-in")) << path;
  }
}

}  // namespace rehearse::test
