// Booking by REST: what is answered to what is sent (contract 3 and 6).
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "tests/api/client.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

class BookingsApi : public testing::Test {
 protected:
  boost::json::object request(std::string_view start, std::string_view email = "adaeze@example.org") {
    return {{"interview_type", "coding-60"},
            {"volunteer_id", ada.id.text},
            {"start", start},
            {"candidate", {{"name", "Adaeze O."}, {"email", email}, {"zone", "Africa/Lagos"}}}};
  }
  reply book(boost::json::object const& sent) { return anybody.post("/bookings", boost::json::serialize(sent)); }

  world w;
  somebody ada = w.volunteer("Ada").open("daily 09:00-18:00");
  client anybody{w};
};

TEST_F(BookingsApi, NameEveryMistakeOfAPreparationAtOnce) {
  auto sent = request("2026-11-09T09:00:00Z");
  sent["preparation"] = {
      {"goal", 5}, {"editor", "vi"}, {"format", {"loud", 7}}, {"answers", {{"level", 1}}}, {"colour", "red"}};

  auto const refused = book(sent);

  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.pointers(),
            (std::vector<std::string>{"/preparation/goal", "/preparation/editor", "/preparation/format/1",
                                      "/preparation/format/0", "/preparation/format/1", "/preparation/answers/level",
                                      "/preparation/colour"}));
}

TEST_F(BookingsApi, NameWhatTheDatabaseKnowsBesideMistakesOfShape) {
  w.write([&](store& s) {
     auto type = read_interview_type(s, "coding-60").value();
     type.intake = {{"level", "Level", intake_kind::text, {}, true}};
     return change_interview_type(s, organizer(), type, {}, w.now());
   }).value();
  auto sent = request("2026-11-09T09:00:00Z", "no address");
  sent["volunteer_id"] = "vol_nobody";

  EXPECT_EQ(book(sent).pointers(),
            (std::vector<std::string>{"/candidate/email", "/volunteer_id", "/preparation/answers/level"}));
}

TEST_F(BookingsApi, NameNoAnswerAsMissingThatStandsBesideAMistake) {
  w.write([&](store& s) {
     auto type = read_interview_type(s, "coding-60").value();
     type.intake = {{"level", "Level", intake_kind::text, {}, true}, {"role", "Role", intake_kind::text, {}, true}};
     return change_interview_type(s, organizer(), type, {}, w.now());
   }).value();
  auto sent = request("2026-11-09T09:00:00Z");
  sent["preparation"] = {{"goal", "a\u0007"}, {"answers", {{"level", "Senior"}}}};

  EXPECT_EQ(book(sent).pointers(), (std::vector<std::string>{"/preparation/goal", "/preparation/answers/role"}));

  sent["preparation"] = {{"answers", {{"level", "Senior"}, {"role", "Any"}}}};
  auto const made = book(sent).body;
  anybody.with_token(std::string(made.at("manage_token").as_string()));
  auto const patch = R"({"preparation": {"goal": "a\u0007", "answers": {"level": "Junior", "role": null}}})";
  auto const path = "/bookings/" + std::string(made.at("id").as_string());
  EXPECT_EQ(anybody.send(http::method::patch, path, patch, {{"If-Match", "*"}}).pointers(),
            (std::vector<std::string>{"/preparation/goal", "/preparation/answers/role"}));
}

TEST_F(BookingsApi, TellWhyItWasCancelledToTheOrganizerAlone) {
  auto const cancellation_seen_by = [&](client& who, std::string_view reason, std::string_view start) {
    auto const made = book(request(start, std::string(reason) + "@example.org"));
    auto const path = "/bookings/" + std::string(made.body.at("id").as_string());
    auto const cancel = client(w)
                            .with_token(std::string(made.body.at("manage_token").as_string()))
                            .post(path + "/cancel", R"({"reason": ")" + std::string(reason) + "\"}");
    EXPECT_EQ(cancel.status, 200);
    return who.get(path).body.at("cancellation").as_object();
  };
  client volunteer{w}, organizer{w};
  volunteer.as(ada);
  organizer.as_organizer();

  auto const ill = cancellation_seen_by(volunteer, "illness", "2026-11-09T09:00:00Z");
  auto const other = cancellation_seen_by(volunteer, "other", "2026-11-09T11:00:00Z");
  auto const told = cancellation_seen_by(organizer, "conflict", "2026-11-09T13:00:00Z");

  EXPECT_EQ(ill, other);
  EXPECT_FALSE(ill.contains("reason"));
  EXPECT_EQ(told.at("reason").as_string(), "conflict");
}

TEST_F(BookingsApi, OfferOtherStartsInPlaceOfOneThatIsTaken) {
  ASSERT_EQ(book(request("2026-11-09T09:00:00Z")).status, 201);

  auto const refused = book(request("2026-11-09T09:00:00Z", "other@example.org"));

  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "slot_unavailable");
  auto const& offered = refused.body.at("alternatives").as_array();
  ASSERT_EQ(offered.size(), 3u);
  EXPECT_EQ(offered[0].at("start").as_string(), "2026-11-09T10:00:00Z");
  EXPECT_EQ(offered[0].at("volunteer").at("name").as_string(), "Ada");
}

TEST_F(BookingsApi, OfferOtherStartsToMoveTo) {
  auto const mine = book(request("2026-11-09T09:00:00Z"));
  ASSERT_EQ(book(request("2026-11-09T11:00:00Z", "other@example.org")).status, 201);
  anybody.with_token(std::string(mine.body.at("manage_token").as_string()));

  auto const refused = anybody.post("/bookings/" + std::string(mine.body.at("id").as_string()) + "/reschedule",
                                    R"({"start": "2026-11-09T11:00:00Z"})");

  EXPECT_EQ(refused.code(), "slot_unavailable");
  EXPECT_EQ(refused.body.at("alternatives").at(0).at("start").as_string(), "2026-11-09T10:00:00Z");
}

TEST_F(BookingsApi, TellNoPlaceBeforeTheAddressIsConfirmed) {
  w.policy([](policy& p) { p.confirm_email = true; });
  ada.is([](volunteer& v) { v.meeting_url = "https://meet.example.org/ada"; });

  auto const pending = book(request("2026-11-09T09:00:00Z"));

  EXPECT_EQ(pending.status, 201);
  EXPECT_FALSE(pending.body.as_object().contains("meeting_url"));
  EXPECT_FALSE(pending.body.as_object().contains("manage_token"));
  auto const path = "/bookings/" + std::string(pending.body.at("id").as_string());
  EXPECT_TRUE(client(w).as(ada).get(path).body.as_object().contains("meeting_url"));
}

TEST_F(BookingsApi, PromiseOnlyRemindersThatAreStillToCome) {
  w.go_to("2026-11-09T07:00:00Z");
  auto const summary = [&](std::string_view start, std::string_view email) {
    return boost::json::serialize(book(request(start, email)).body.at("policy").at("summary"));
  };

  auto const soon = summary("2026-11-09T10:00:00Z", "soon@example.org");
  auto const later = summary("2026-11-12T10:00:00Z", "later@example.org");

  EXPECT_NE(later.find("24 hours and 1 hour"), std::string::npos) << later;
  EXPECT_NE(soon.find("1 hour before"), std::string::npos) << soon;
  EXPECT_EQ(soon.find("24 hours"), std::string::npos) << soon;
  EXPECT_EQ(soon.find("asks you whether you will come"), std::string::npos) << soon;
}

TEST_F(BookingsApi, TakeNullInAPatchAsRemoving) {
  auto sent = request("2026-11-09T09:00:00Z");
  sent["preparation"] = {{"goal", "Graphs"}, {"programming_language", "Go"}};
  sent["consents"] = {{"job_leads", true}};
  auto const mine = book(sent);
  anybody.with_token(std::string(mine.body.at("manage_token").as_string()));
  auto const patch = [&](std::string body) {
    auto const path = "/bookings/" + std::string(mine.body.at("id").as_string());
    return anybody.send(http::method::patch, path, std::move(body), {{"If-Match", "*"}});
  };

  auto const one = patch(R"({"preparation": {"goal": null}})");
  auto const all = patch(R"({"preparation": null, "consents": null})");

  EXPECT_EQ(one.body.at("preparation").at("goal").as_string(), "");
  EXPECT_EQ(one.body.at("preparation").at("programming_language").as_string(), "Go");
  EXPECT_TRUE(all.body.at("preparation").at("programming_language").is_null());
  EXPECT_FALSE(all.body.at("consents").at("job_leads").as_bool());
  EXPECT_EQ(patch(R"({"candidate": {"name": null, "zone": null}})").pointers(),
            (std::vector<std::string>{"/candidate/name", "/candidate/zone"}));
}

TEST_F(BookingsApi, MailNoAddressMoreOftenThanTheLimit) {
  client limited{w, 2};
  auto const from = [&](std::string_view start) {
    return limited.post("/bookings", boost::json::serialize(request(start)));
  };
  ASSERT_EQ(from("2026-11-09T09:00:00Z").status, 201);
  auto const second = from("2026-11-10T09:00:00Z");
  ASSERT_EQ(second.status, 201);

  auto const third = from("2026-11-11T09:00:00Z");

  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(third.header("Retry-After"), "3600");
  limited.with_token(std::string(second.body.at("manage_token").as_string()));
  auto const path = "/bookings/" + std::string(second.body.at("id").as_string());
  auto const wish = [&](std::string_view email) {
    return limited.send(http::method::patch, path,
                        boost::json::serialize(boost::json::object{{"candidate", {{"email", email}}}}),
                        {{"If-Match", "*"}});
  };
  EXPECT_EQ(wish("victim@example.org").status, 200);
  EXPECT_EQ(wish("victim2@example.org").status, 200);
  EXPECT_EQ(wish("victim@example.org").status, 200);
  EXPECT_EQ(wish("victim2@example.org").status, 200);
  EXPECT_EQ(wish("victim@example.org").status, 429);
}

}  // namespace
}  // namespace rehearse::test
