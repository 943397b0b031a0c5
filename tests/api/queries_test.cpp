// What may be asked with, page by page, and what is refused of it (contract 3).
#include "tests/api/client.hpp"

#include <set>

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

class Queries : public testing::Test {
 protected:
  world w;
  somebody ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  client organizer{w};
  Queries() { organizer.as_organizer(); }

  std::string slots(std::string_view from, std::string_view to) {
    return "/volunteers/" + ada.id.text + "/slots?type=coding-60&zone=UTC&from=" + std::string(from) +
           "&to=" + std::string(to);
  }
};

// Every item of a list, asked for page by page; none is longer than the limit.
std::vector<std::string> all_of(client& who, std::string const& path, std::string const& limit, std::string_view key) {
  std::vector<std::string> found;
  std::string cursor;
  do {
    auto const page = who.get(path + "?limit=" + limit + (cursor.empty() ? "" : "&cursor=" + cursor)).body;
    EXPECT_LE(page.at("items").as_array().size(), std::stoul(limit));
    for (auto const& item : page.at("items").as_array()) found.emplace_back(item.at(key).as_string());
    cursor = page.at("next").is_null() ? "" : http::percent_encoded(std::string(page.at("next").as_string()));
  } while (!cursor.empty());
  return found;
}

TEST_F(Queries, KnowNoMemberButThoseOfTheOperation) {
  auto const booking = w.book(ada, "2026-11-09T09:00:00Z").value().id.text;

  for (auto const& path :
       {std::string("/openapi.json"), std::string("/programme"), std::string("/interview-types"),
        std::string("/interview-types/coding-60"), std::string("/policies"), std::string("/policies/standard"),
        std::string("/volunteers"), "/volunteers/" + ada.id.text, "/volunteers/" + ada.id.text + "/availability",
        "/bookings/" + booking, std::string("/zones"), std::string("/audit"), std::string("/outbox")}) {
    EXPECT_EQ(organizer.get(path).status, 200) << path;
    EXPECT_EQ(organizer.get(path + "?foo=1").code(), "bad_query") << path;
  }
  EXPECT_EQ(organizer.post("/bookings/" + booking + "/cancel?foo=1", "{}").code(), "bad_query");
  EXPECT_EQ(organizer.get("/bookings/" + booking).body.at("state").as_string(), "confirmed");
}

TEST_F(Queries, HeedLimitAndCursorInEveryList) {
  w.type("pair-30", 30min);
  w.type("talk-30", 30min);
  for (auto const* slug : {"gentle", "strict"})
    organizer.send(http::method::put, "/policies/" + std::string(slug), R"({"name": "x"})", {{"If-None-Match", "*"}});

  auto const types = all_of(organizer, "/interview-types", "2", "id");
  auto const policies = all_of(organizer, "/policies", "1", "id");
  auto const zones = all_of(organizer, "/zones", "200", "name");

  EXPECT_EQ(types.size(), 3u);
  EXPECT_EQ(policies, (std::vector<std::string>{"gentle", "standard", "strict"}));
  EXPECT_GT(zones.size(), 300u);
  EXPECT_EQ((std::set<std::string>(zones.begin(), zones.end())).size(), zones.size());
  EXPECT_EQ(organizer.get("/zones").body.at("items").as_array().size(), 50u);
  EXPECT_EQ(organizer.get("/zones?limit=201").code(), "bad_query");
  EXPECT_EQ(organizer.get("/policies?cursor=nonsense").code(), "bad_query");
  EXPECT_NE(organizer.get("/zones?limit=2").header("Link").find("limit=2&cursor="), std::string::npos);
}

TEST_F(Queries, ReachNoFurtherThanWhatCanBeOffered) {
  EXPECT_EQ(organizer.get(slots("2036-12-29", "2037-01-01")).status, 200);

  EXPECT_EQ(organizer.get(slots("2036-12-29", "2037-01-02")).code(), "bad_query");
  EXPECT_EQ(organizer.get(slots("2040-01-01", "2040-01-08")).code(), "bad_query");
  EXPECT_EQ(organizer.get("/slots?type=coding-60&zone=UTC&from=2040-01-01&to=2040-01-08").code(), "bad_query");
}

TEST_F(Queries, AreToldWhoHoldsASlotByNameAsItIs) {
  auto asked = w.request(ada, "2026-11-09T09:00:00Z");
  asked.candidate.name = "Adaeze O.";
  ASSERT_TRUE(w.book(asked));

  auto const why =
      organizer.get("/volunteers/" + ada.id.text + "/slots/explain?type=coding-60&start=2026-11-09T09:00:00Z");

  auto const text = boost::json::serialize(why.body);
  EXPECT_NE(text.find("Held by: Adaeze O.\""), std::string::npos) << text;
}

TEST_F(Queries, TakeNoMembersWhereThereIsNothingToSend) {
  auto const booking = "/bookings/" + w.book(ada, "2026-11-09T09:00:00Z").value().id.text;

  for (auto const& path : {booking + "/confirm-attendance", std::string("/outbox/mail_none/retry")}) {
    EXPECT_EQ(organizer.post(path, R"({"zzz": 1})").pointers(), std::vector<std::string>{"/zzz"}) << path;
    EXPECT_EQ(organizer.post(path, "{{{").status, 400) << path;
    EXPECT_EQ(organizer.post(path, "[]").status, 422) << path;
    EXPECT_EQ(organizer.post(path, "{}").status, organizer.post(path, "").status) << path;
  }
}

TEST_F(Queries, NameWhatIsWrongWithAnIdempotencyKey) {
  auto const post = [&](std::string_view title, std::string const& key) {
    auto const sent = R"({"id": "pair-30", "duration_minutes": 30, "title": ")" + std::string(title) + "\"}";
    return organizer.send(http::method::post, "/interview-types", sent, {{"Idempotency-Key", key}});
  };
  ASSERT_EQ(post("Pairing", "once").status, 201);

  auto const other = post("Pair", "once");
  auto const longest = post("Pair", std::string(256, 'k'));

  EXPECT_EQ(other.code(), "idempotency_mismatch");
  EXPECT_EQ(other.pointers(), std::vector<std::string>{""});
  EXPECT_EQ(longest.status, 400);
  EXPECT_NE(longest.body.at("detail").as_string().find("255"), std::string::npos);
}

}  // namespace
}  // namespace rehearse::test
