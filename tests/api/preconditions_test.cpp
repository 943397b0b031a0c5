// If-Match and If-None-Match, and what is read being written back (contract 3).
#include "tests/api/client.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

using enum http::method;

struct resource {
  std::string path;
  http::method verb;
  bool can_be_created = false;  // and is there already
};

class Preconditions : public testing::Test {
 protected:
  std::vector<resource> mutable_resources() {
    w.book(ada, "2026-11-09T09:00:00Z").value();
    return {{"/programme", put},
            {"/policies/standard", put, true},
            {"/interview-types/coding-60", patch},
            {"/volunteers/" + ada.id.text, patch},
            {"/volunteers/" + ada.id.text + "/availability", put, true}};
  }

  world w;
  somebody ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  client organizer{w};
  Preconditions() { organizer.as_organizer(); }
};

TEST_F(Preconditions, AreNeededByEveryWriteWhateverElseIsSent) {
  for (auto const& r : mutable_resources()) {
    auto const sent = boost::json::serialize(organizer.get(r.path).body);
    auto const status = [&](http::header_list const& headers) {
      return organizer.send(r.verb, r.path, sent, headers).status;
    };

    EXPECT_EQ(status({}), 428) << r.path;
    EXPECT_EQ(status({{"If-None-Match", "\"r1\""}}), 428) << r.path;
    EXPECT_EQ(status({{"If-None-Match", "*"}}), r.can_be_created ? 412 : 428) << r.path;
    EXPECT_EQ(status({{"If-None-Match", "*"}, {"If-Match", "*"}}), 412) << r.path;
    EXPECT_EQ(status({{"If-None-Match", "*"}, {"If-Match", "\"r77\""}}), 412) << r.path;
    EXPECT_EQ(status({{"If-Match", "\"r77\""}}), 412) << r.path;
    EXPECT_EQ(status({{"If-Match", "W/" + organizer.get(r.path).header("ETag")}}), 412) << r.path;
  }
}

TEST_F(Preconditions, LetWhatWasReadBeWrittenBack) {
  for (auto const& r : mutable_resources()) {
    auto const seen = organizer.get(r.path);

    auto const written =
        organizer.send(r.verb, r.path, boost::json::serialize(seen.body), {{"If-Match", seen.header("ETag")}});

    EXPECT_EQ(written.status, 200) << r.path << boost::json::serialize(written.body);
    EXPECT_NE(written.header("ETag"), "") << r.path;
    EXPECT_EQ(organizer.get(r.path).body, seen.body) << r.path;
    EXPECT_EQ(organizer.get(r.path).header("ETag"), written.header("ETag")) << r.path;
  }
}

TEST_F(Preconditions, HoldWhereOneOfSeveralTagsFits) {
  for (auto const& r : mutable_resources()) {
    auto const seen = organizer.get(r.path);
    auto const sent = boost::json::serialize(seen.body);
    auto const status = [&](std::string const& tags) {
      return organizer.send(r.verb, r.path, sent, {{"If-Match", tags}}).status;
    };

    EXPECT_EQ(status("\"r77\", \"r78.5\""), 412) << r.path;
    EXPECT_EQ(status("\"r77\", " + seen.header("ETag")), 200) << r.path;
    EXPECT_EQ(status("\"other\", " + organizer.get(r.path).header("ETag") + ", \"r77\""), 200) << r.path;
  }
}

TEST_F(Preconditions, TellWhatIsShownFromWhatWasShownBefore) {
  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();
  auto const path = "/bookings/" + b.id.text;
  auto const seen = organizer.get(path);

  ada.is([](volunteer& v) { v.name = "Ada L."; });

  auto const renamed = organizer.send(get, path, "", {{"If-None-Match", seen.header("ETag")}});
  EXPECT_EQ(renamed.status, 200);
  EXPECT_EQ(renamed.body.at("volunteer").at("name").as_string(), "Ada L.");
  EXPECT_EQ(organizer.send(get, path, "", {{"If-None-Match", renamed.header("ETag")}}).status, 304);
  EXPECT_EQ(organizer.send(patch, path, "{}", {{"If-Match", seen.header("ETag")}}).status, 200)
      << "what they may change is as they saw it";
}

TEST_F(Preconditions, LetIfMatchCreateNothing) {
  for (auto const* tag : {"*", "\"r0\"", "\"r1\""})
    EXPECT_EQ(organizer.send(put, "/policies/strict", R"({"name": "Strict"})", {{"If-Match", tag}}).status, 412) << tag;

  EXPECT_EQ(organizer.send(put, "/policies/strict", R"({"name": "Strict"})", {{"If-None-Match", "*"}}).status, 201);
}

TEST_F(Preconditions, CountNoLessForTheFirstAvailability) {
  auto const bob = w.volunteer("Bob");
  auto const path = "/volunteers/" + bob.id.text + "/availability";
  auto const hours = R"({"zone": "UTC", "weekly": []})";

  EXPECT_EQ(organizer.send(put, path, hours, {{"If-None-Match", "*"}}).status, 200);

  EXPECT_EQ(organizer.send(put, path, hours, {{"If-None-Match", "*"}}).status, 412);
}

TEST_F(Preconditions, LeaveIdAndStatusOfANewVolunteerToTheProgramme) {
  auto const sent = [&](std::string_view more) {
    return organizer.post("/volunteers",
                          R"({"name": "Eve", "email": "eve@example.org", "zone": "UTC")" + std::string(more) + "}");
  };

  EXPECT_EQ(sent(R"(, "id": "vol_mine", "status": "paused")").pointers(), (std::vector<std::string>{"/id", "/status"}));
  EXPECT_EQ(sent(R"(, "id": "")").pointers(), std::vector<std::string>{"/id"});
  EXPECT_EQ(sent(R"(, "id": null, "status": "active")").status, 201);
  auto const renamed =
      organizer.send(patch, "/volunteers/" + ada.id.text, R"({"id": "vol_mine"})", {{"If-Match", "*"}});
  EXPECT_EQ(renamed.pointers(), std::vector<std::string>{"/id"});
}

TEST_F(Preconditions, ComeWithAllMistakesOfAVolunteerAtOnce) {
  w.volunteer("Eve");
  auto const twice = R"({"name": "", "email": "eve@example.org", "zone": "localtime", "interview_types": ["chess"]})";

  EXPECT_EQ(organizer.post("/volunteers", twice).pointers(),
            (std::vector<std::string>{"/name", "/zone", "/interview_types/0", "/email"}));
  EXPECT_EQ(organizer
                .send(patch, "/volunteers/" + ada.id.text,
                      R"({"topics": 5, "interview_types": ["chess"], "email": "eve@example.org"})", {{"If-Match", "*"}})
                .pointers(),
            (std::vector<std::string>{"/topics", "/interview_types/0", "/email"}));
  client bob{w};
  bob.as(w.volunteer("Bob"));
  EXPECT_EQ(bob.send(patch, "/volunteers/" + ada.id.text, R"({"topics": 5})", {{"If-Match", "*"}}).status, 404)
      << "nothing is told of what is not theirs";
}

}  // namespace
}  // namespace rehearse::test
