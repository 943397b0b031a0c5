#include "scheduler/documents/field_reader.hpp"

#include "scheduler/documents/parse_json.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using list = std::vector<std::string>;

struct reading {
  explicit reading(std::string_view text) : document(parse_json(text).value()), r(document, errors) {}
  list pointers() const {
    list all;
    for (auto const& e : errors) {
      EXPECT_FALSE(e.detail.empty());
      all.push_back(e.pointer);
    }
    return all;
  }

  boost::json::value document;
  std::vector<field_error> errors;
  field_reader r;
};

enum class fruit { apple, pear };
std::optional<fruit> fruit_named(std::string_view name) {
  if (name == "apple") return fruit::apple;
  if (name == "pear") return fruit::pear;
  return std::nullopt;
}

TEST(FieldReader, ReadsEveryKindOfMember) {
  reading in(R"({"name": "Zoë", "goal": "a\r\nb\tc", "count": 60, "yes": true, "day": "2028-02-29",
                 "start": "2026-11-24T19:00:00+05:30[Asia/Kolkata]", "from": "24:00", "zone": "Asia/Calcutta",
                 "email": "  Ada@Example.ORG ", "fruit": "pear", "fruits": ["pear", "apple"], "spoken": ["en", "fr"]})");
  auto& r = in.r;
  EXPECT_EQ(r.text("name", {.required = true, .at_most = 3}), "Zoë");
  EXPECT_EQ(r.long_text("goal"), "a\nb\tc");
  EXPECT_EQ(r.integer("count", {.least = 60, .most = 60}), 60);
  EXPECT_EQ(r.boolean("yes"), true);
  EXPECT_EQ(r.date("day"), read_date("2028-02-29"));
  EXPECT_EQ(r.moment("start"), read_instant("2026-11-24T13:30:00Z"));
  EXPECT_EQ(r.time_of_day("from"), 24h);
  EXPECT_EQ(r.zone("zone")->name(), "Asia/Calcutta");
  EXPECT_EQ(r.email("email"), "ada@example.org");
  EXPECT_EQ(r.choice("fruit", fruit_named, "apple or pear"), fruit::pear);
  EXPECT_EQ(r.choices("fruits", fruit_named, "apple or pear"), (std::vector{fruit::pear, fruit::apple}));
  EXPECT_EQ(r.texts("spoken"), (list{"en", "fr"}));
  r.no_others();
  EXPECT_EQ(in.pointers(), list{});
}

TEST(FieldReader, TakesNullForAbsent) {
  reading in(R"({"name": null, "count": null, "object": null, "list": null})");
  EXPECT_FALSE(in.r.text("name"));
  EXPECT_FALSE(in.r.integer("count"));
  EXPECT_FALSE(in.r.object("object"));
  EXPECT_TRUE(in.r.objects("list").empty());
  EXPECT_FALSE(in.r.has("name"));
  EXPECT_TRUE(in.r.is_null("name"));
  EXPECT_FALSE(in.r.is_null("nothing"));
  in.r.no_others();
  EXPECT_EQ(in.pointers(), list{});
  in.r.text("name", {.required = true});
  in.r.texts("list", {.required = true});
  EXPECT_EQ(in.pointers(), (list{"/name", "/list"}));
}

TEST(FieldReader, CollectsAllMistakesWithTheirPointers) {
  reading in(R"({"candidate": {"email": "nobody", "zone": "localtime", "typo": 1}, "start": "tomorrow",
                 "travel": [{"from": "2026-02-30"}, 7], "spoken": ["en", 3, ""], "a/b~c": 1})");
  auto candidate = in.r.object("candidate", {.required = true});
  candidate->email("email", {.required = true});
  candidate->zone("zone");
  candidate->text("name", {.required = true});
  candidate->no_others();
  in.r.moment("start");
  auto travel = in.r.objects("travel");
  ASSERT_EQ(travel.size(), 2u);
  for (auto& each : travel) each.date("from", {.required = true});
  EXPECT_FALSE(travel[1]);
  EXPECT_EQ(in.r.texts("spoken"), (list{"en", "", ""}));
  in.r.no_others();
  EXPECT_EQ(in.pointers(), (list{"/candidate/email", "/candidate/zone", "/candidate/name", "/candidate/typo", "/start",
                                 "/travel/1", "/travel/0/from", "/spoken/1", "/spoken/2", "/a~1b~0c"}));
}

TEST(FieldReader, RefusesControlCharactersInOneLine) {
  for (auto const* text : {R"("a\nb")", R"("a\tb")", R"("a\u0000b")", R"("a\u007fb")", R"("a\u0085b")", R"("a\u2028b")",
                           R"("\r\nBcc: x")"}) {
    reading in(R"({"name": )" + std::string(text) + "}");
    EXPECT_FALSE(in.r.text("name")) << text;
    EXPECT_EQ(in.pointers(), list{"/name"}) << text;
  }
  reading in(R"({"goal": "a\u0001b"})");
  EXPECT_FALSE(in.r.long_text("goal"));
}

TEST(FieldReader, CountsCharactersNotBytes) {
  std::string two_hundred;
  for (int i = 0; i < 200; ++i) two_hundred += "🎈";
  reading in(R"({"name": ")" + two_hundred + R"(", "longer": ")" + two_hundred + R"(!"})");
  EXPECT_TRUE(in.r.text("name"));
  EXPECT_FALSE(in.r.text("longer"));
  EXPECT_EQ(in.pointers(), list{"/longer"});
}

TEST(FieldReader, TakesABlankTextForMissingOnlyWhereOneIsRequired) {
  reading in(R"({"name": " \u0020"})");
  EXPECT_TRUE(in.r.text("name"));
  EXPECT_FALSE(in.r.text("name", {.required = true}));
  EXPECT_FALSE(in.r.long_text("name", {.required = true}));
}

TEST(FieldReader, TakesWholeNumbersInRange) {
  for (auto const* good : {"5", "1440", "60.0", "6e1"}) {
    reading in(R"({"n": )" + std::string(good) + "}");
    EXPECT_TRUE(in.r.integer("n", {.least = 5, .most = 1440})) << good;
  }
  for (auto const* bad : {"4", "1441", "60.5", "\"60\"", "true", "9223372036854775808", "1e300", "-60", "[]"}) {
    reading in(R"({"n": )" + std::string(bad) + "}");
    EXPECT_FALSE(in.r.integer("n", {.least = 5, .most = 1440})) << bad;
    EXPECT_EQ(in.pointers(), list{"/n"}) << bad;
  }
}

TEST(FieldReader, RefusesInstantsAfter2036) {
  reading in(R"({"last": "2036-12-31T23:59:59Z", "later": "2037-01-01T00:00:00Z", "leap": "2026-12-31T23:59:60Z"})");
  EXPECT_TRUE(in.r.moment("last"));
  EXPECT_FALSE(in.r.moment("later"));
  EXPECT_FALSE(in.r.moment("leap"));
  EXPECT_EQ(in.pointers(), (list{"/later", "/leap"}));
}

TEST(FieldReader, ReadsTimesOfDayStrictly) {
  for (auto const* bad : {"24:01", "25:00", "9:00", "09:60", "09:00:00", "0900", "", "ab:cd", "-1:00"}) {
    reading in(R"({"from": ")" + std::string(bad) + R"("})");
    EXPECT_FALSE(in.r.time_of_day("from")) << bad;
  }
  reading in(R"({"from": "09:05"})");
  EXPECT_EQ(in.r.time_of_day("from"), 545min);
}

TEST(FieldReader, SaysOnceThatSomethingIsNoObject) {
  reading in("[]");
  EXPECT_FALSE(in.r.text("name", {.required = true}));
  in.r.no_others();
  EXPECT_EQ(in.pointers(), list{""});
}

TEST(FieldReader, BoundsTheNumberOfMistakes) {
  std::string body = "{";
  for (int i = 0; i < 5000; ++i) body += '"' + std::to_string(i) + R"(":1,)";
  reading in(body + R"("x":1})");
  in.r.no_others();
  EXPECT_EQ(in.errors.size(), 100u);
}

TEST(FieldReader, ListsTheNamesOfAMap) {
  reading in(R"({"answers": {"why": "because", "when": "soon"}})");
  auto answers = in.r.object("answers");
  list all;
  for (auto const& name : answers->names()) all.push_back(name + "=" + *answers->text(name));
  EXPECT_EQ(all, (list{"why=because", "when=soon"}));
}

TEST(ParseJson, RefusesWhatIsNoJson) {
  for (auto const* text : {"", "{", "{}x", "{'a': 1}", "{\"a\": NaN}", "\"\xff\"", R"("\ud800")", "// x\n{}", "[1,]"}) {
    auto const parsed = parse_json(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, errc::not_parsable) << text;
  }
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(ParseJson, RefusesNestingDeeperThan32) {
  EXPECT_TRUE(parse_json(nested(32)));
  EXPECT_FALSE(parse_json(nested(33)));
  EXPECT_FALSE(parse_json(nested(30000)));
}

TEST(ParseJson, RefusesMembersThatStandTwice) {
  EXPECT_FALSE(parse_json(R"({"a": 1, "b": {"c": 1}, "a": 2})"));
  EXPECT_FALSE(parse_json(R"({"a": {"c": 1, "\u0063": 2}})"));
  EXPECT_TRUE(parse_json(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}]})"));
}

TEST(ParseJson, RefusesNumbersThatBecomeInfinite) {
  EXPECT_FALSE(parse_json(R"({"a": 1e400})"));
  EXPECT_TRUE(parse_json(R"({"a": 1e300})"));
}

TEST(MergePatch, FollowsTheExamplesOfRfc7396) {
  auto const merged = [](char const* target, char const* patch) {
    return merge_patch(parse_json(target).value(), parse_json(patch).value());
  };
  EXPECT_EQ(merged(R"({"a":"b"})", R"({"a":"c"})"), parse_json(R"({"a":"c"})").value());
  EXPECT_EQ(merged(R"({"a":"b","b":"c"})", R"({"a":null})"), parse_json(R"({"b":"c"})").value());
  EXPECT_EQ(merged(R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})"), parse_json(R"({"a":{"b":"d"}})").value());
  EXPECT_EQ(merged(R"({"a":[{"b":"c"}]})", R"({"a":[1]})"), parse_json(R"({"a":[1]})").value());
  EXPECT_EQ(merged(R"({})", R"({"a":{"bb":{"ccc":null}}})"), parse_json(R"({"a":{"bb":{}}})").value());
  EXPECT_EQ(merged(R"([1,2])", R"({"a":"b","c":null})"), parse_json(R"({"a":"b"})").value());
}

}  // namespace
}  // namespace rehearse
