// Policies, interview types, preparation, volunteers and the programme as JSON.
#include "scheduler/documents/interview_type_document.hpp"
#include "scheduler/documents/policy_document.hpp"
#include "scheduler/documents/preparation_document.hpp"
#include "scheduler/documents/programme_document.hpp"
#include "scheduler/documents/volunteer_document.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace rehearse {
namespace {

boost::json::value json(char const* text) {
  return boost::json::parse(text);
}

std::vector<std::string> pointers(refusal const& r) {
  std::vector<std::string> found;
  for (auto const& e : r.errors) found.push_back(e.pointer);
  return found;
}

// Contract 7, word for word.
constexpr char const* standard = R"({
  "name": "Standard",
  "confirm_email": false, "hold_minutes": 15,
  "cancel_until_minutes": 720, "reschedule_until_minutes": 720, "max_reschedules": 2,
  "reminders": [{"minutes_before": 1440, "to": ["candidate", "volunteer"], "ask_attendance": true},
                {"minutes_before": 60,   "to": ["candidate", "volunteer"]}],
  "release_unconfirmed_minutes": 180, "release_only_if_waiting": true, "offer_until_minutes": 120,
  "no_show": {"limit": 2, "within_days": 90, "pause_days": 30},
  "follow_ups": [{"minutes_after": 60, "to": ["candidate", "volunteer"]}, {"minutes_after": 43200, "to": ["candidate"], "ask_outcome": true}],
  "max_open_bookings": 2, "max_bookings": {"count": 4, "within_days": 28}
})";

TEST(PolicyDocument, TheContractsStandardIsTheDefault) {
  EXPECT_EQ(read_policy(json(standard)).value(), policy{});
  EXPECT_EQ(read_kept_policy(json("{}")).value(), policy{});
  EXPECT_TRUE(mistakes_in(policy{}).empty());
}

TEST(PolicyDocument, NullIsAbsentAndAnAbsentRuleIsNone) {
  auto const absent = read_policy(json(R"({"name": "Free"})")).value();
  auto const null = read_policy(json(R"({"name": "Free", "release_unconfirmed_minutes": null, "no_show": null,
      "max_open_bookings": null, "max_bookings": null, "hold_minutes": null, "reminders": null})"))
                        .value();

  EXPECT_EQ(null, absent);
  EXPECT_FALSE(absent.release_unconfirmed || absent.no_show || absent.max_open_bookings || absent.max_bookings);
  EXPECT_EQ(absent.hold, policy{}.hold);
  EXPECT_EQ(absent.reminders, policy{}.reminders);
  EXPECT_EQ(pointers(read_policy(json("{}")).error()), std::vector<std::string>{"/name"});
}

TEST(PolicyDocument, WhatIsWrittenIsReadBackAlsoWhereNothingLimits) {
  policy p;
  p.release_unconfirmed.reset();
  p.no_show.reset();
  p.max_open_bookings.reset();
  p.max_bookings.reset();
  p.reminders.clear();
  p.follow_ups.clear();

  EXPECT_EQ(read_policy(write_policy(p)).value(), p);
}

TEST(PolicyDocument, AllMistakesComeAtOnce) {
  auto const wrong = read_policy(json(R"({"hold_minutes": "x", "reminders": [{"minutes_before": 60}], "colour": 1,
                                          "max_bookings": {"count": 2}, "max_reschedules": 99})"));
  EXPECT_EQ(wrong.error().code, errc::invalid);
  EXPECT_EQ(pointers(wrong.error()),
            (std::vector<std::string>{"/hold_minutes", "/reminders/0/to", "/max_bookings/within_days", "/colour",
                                      "/name", "/max_reschedules"}));

  auto const out_of_range = read_policy(json(R"({"name": "", "max_reschedules": 99, "reminders": [
      {"minutes_before": 60, "to": ["candidate"]}, {"minutes_before": 60, "to": []}]})"));
  EXPECT_EQ(pointers(out_of_range.error()),
            (std::vector<std::string>{"/name", "/max_reschedules", "/reminders/1/to", "/reminders/1/minutes_before"}));
}

TEST(InterviewTypeDocument, NamesWhatIsWrongBesideAMemberThatCannotBeRead) {
  auto const wrong = read_interview_type(json(R"({"id": "coding-60", "title": "Coding", "duration_minutes": 60,
    "intake": [{"id": "Level", "label": 5, "kind": "many", "choices": ["new", "old"]}]})"));

  EXPECT_EQ(pointers(wrong.error()), (std::vector<std::string>{"/intake/0/label", "/intake/0/kind", "/intake/0/id"}));
}

TEST(InterviewTypeDocument, IsReadBackAsItWasWritten) {
  auto const type = read_interview_type(json(R"({"id": "coding-60", "title": "Coding", "duration_minutes": 60,
    "intake": [{"id": "level", "label": "Your level", "kind": "choice", "choices": ["new", "old"], "required": true}],
    "criteria": [{"id": "clarity", "title": "Clarity", "what_good_looks_like": "Says\nwhy"}]})"));

  EXPECT_EQ(type.value().duration, 60min);
  EXPECT_EQ(type.value().intake.at(0).choices.at(1), "old");
  EXPECT_EQ(write_interview_type(read_interview_type(write_interview_type(type.value())).value()),
            write_interview_type(type.value()));
}

TEST(InterviewTypeDocument, SaysWhatIsMissingAndWhatIsWrong) {
  EXPECT_EQ(pointers(read_interview_type(json("{}")).error()),
            (std::vector<std::string>{"/id", "/title", "/duration_minutes"}));
  auto const wrong = read_interview_type(json(R"({"id": "Coding 60", "title": "C", "duration_minutes": 5, "intake": [
      {"id": "a", "label": "A", "kind": "choice", "choices": ["one"]},
      {"id": "a", "label": "A", "kind": "text", "choices": ["one"]}]})"));
  EXPECT_EQ(pointers(wrong.error()), (std::vector<std::string>{"/id", "/duration_minutes", "/intake/0/choices",
                                                               "/intake/1/id", "/intake/1/choices"}));
}

TEST(InterviewTypeDocument, ASlugIsLowerCaseWithSingleHyphensInside) {
  for (auto const* good : {"a", "coding-60", "1"}) EXPECT_TRUE(is_slug(good)) << good;
  for (auto const* bad : {"", "-a", "a-", "a--b", "A", "a_b", "ä"}) EXPECT_FALSE(is_slug(bad)) << bad;
}

TEST(PreparationDocument, PointsIntoTheDocumentItStandsIn) {
  auto const wrong = read_preparation(
      json(R"({"format": ["captions", "loud"], "editor": "vi", "answers": {"a/b": 1}})"), "/preparation");
  EXPECT_EQ(pointers(wrong.error()),
            (std::vector<std::string>{"/preparation/editor", "/preparation/format/1", "/preparation/answers/a~1b"}));

  auto const good = json(R"({"goal": "g", "programming_language": null, "editor": "own_machine", "format": ["captions"],
                             "accessibility": "", "answers": {"a": "yes"}})");
  EXPECT_EQ(boost::json::value(write_preparation(read_preparation(good).value())), good);
}

TEST(VolunteerDocument, IsReadBackAsItWasWrittenAndHidesAddressesFromThePublic) {
  auto const v = read_volunteer(json(R"({"name": "Ada", "email": " Ada@Example.org ", "zone": "Asia/Calcutta",
    "languages": ["Go"], "spoken": ["en-GB"], "meeting_url": "https://meet.example.org/x", "status": "paused"})"));

  EXPECT_EQ(v.value().email, "ada@example.org");
  EXPECT_EQ(v.value().zone, "Asia/Calcutta");
  EXPECT_EQ(v.value().languages, std::vector<std::string>{"go"});
  auto const again = read_volunteer(write_volunteer(v.value()));
  EXPECT_EQ(write_volunteer(again.value()), write_volunteer(v.value()));
  auto const seen = boost::json::serialize(write_public_volunteer(v.value()));
  EXPECT_EQ(seen.find("example.org"), std::string::npos);
}

TEST(VolunteerDocument, SaysWhatIsMissingAndWhatIsWrong) {
  auto const wrong = read_volunteer(json(R"json({"spoken": ["english please"], "editors": [],
                                             "meeting_url": "javascript:alert(1)", "revision": 3})json"));
  EXPECT_EQ(pointers(wrong.error()), (std::vector<std::string>{"/name", "/email", "/zone", "/spoken/0", "/editors",
                                                               "/meeting_url", "/revision"}));
}

// Who is stored under "english" is not found by those who look for "en".
TEST(VolunteerDocument, TakesOnlyLanguagesThatThereAre) {
  auto const there = read_volunteer(json(R"json({"name": "Ada", "email": "ada@example.org", "zone": "Europe/Paris",
                                                 "spoken": ["english", "en", "pt-BR", "qq", "zh-Hant"]})json"));

  EXPECT_EQ(pointers(there.error()), (std::vector<std::string>{"/spoken/0", "/spoken/3"}));
}

// Mails go out in it, and pages say of themselves that they are in it.
TEST(Locale, IsALanguageThatThereIsInEveryDocument) {
  for (std::string const locale :
       {"not a locale!!", "english", "-en", "en--GB", "e", "", "en-x-0123456789012345678901234567890"}) {
    auto const volunteer =
        boost::json::object{{"name", "Ada"}, {"email", "ada@example.org"}, {"zone", "UTC"}, {"locale", locale}};
    auto const programme = boost::json::object{
        {"name", "P"}, {"contact", ""}, {"zone", "UTC"}, {"default_policy", "standard"}, {"locale", locale}};
    EXPECT_EQ(pointers(read_volunteer(volunteer).error()), std::vector<std::string>{"/locale"}) << locale;
    EXPECT_EQ(pointers(read_programme(programme).error()), std::vector<std::string>{"/locale"}) << locale;
  }
}

TEST(ProgrammeDocument, IsReadBackAsItWasWritten) {
  auto const p = read_programme(json(R"({"name": "Practice", "contact": "", "zone": "Africa/Lagos",
                                         "locale": "en", "default_policy": "standard",
                                         "meeting_url_template": "https://meet.example.org/{room}"})"));
  EXPECT_EQ(write_programme(read_programme(write_programme(p.value())).value()), write_programme(p.value()));
  auto const wrong = read_programme(json(R"({"name": "", "contact": "nobody", "zone": "Mars/Base", "locale": "?",
                                             "meeting_url_template": "https://x"})"));
  EXPECT_EQ(pointers(wrong.error()), (std::vector<std::string>{"/default_policy", "/locale", "/name", "/contact",
                                                               "/zone", "/meeting_url_template"}));
}

TEST(ProgrammeDocument, IsNotEmptiedByLeavingOut) {
  EXPECT_EQ(pointers(read_programme(json("{}")).error()),
            (std::vector<std::string>{"/name", "/contact", "/default_policy", "/zone", "/locale"}));
  EXPECT_EQ(write_programme(read_kept_programme(json("{}")).value()), write_programme(programme{}));
}

TEST(Volunteer, FitsWhatACandidateAsks) {
  volunteer v;
  v.languages = {"go"};
  v.topics = {"graphs"};
  v.spoken = {"en-GB"};
  v.editors = {editor::own_machine};

  EXPECT_TRUE(fits(v, {}));
  EXPECT_TRUE(fits(v, {"Go", "Graphs", "en", editor::own_machine}));
  EXPECT_TRUE(fits(v, {"", "", "*", {}}));
  EXPECT_FALSE(fits(v, {"rust", "", "", {}})) << "who asks for a language wants somebody who knows it";
  EXPECT_FALSE(fits(v, {"", "trees", "", {}}));
  EXPECT_FALSE(fits(v, {"", "", "en-US", {}}));
  EXPECT_FALSE(fits(v, {"", "", "e", {}}));
  EXPECT_FALSE(fits(v, {"", "", "", editor::shared_editor}));
  EXPECT_TRUE(takes_language(v, "rust")) << "working in it is another matter";
  v.unfamiliar_languages = false;
  EXPECT_FALSE(takes_language(v, "rust"));
  EXPECT_TRUE(takes_language(v, "Go"));
  EXPECT_TRUE(gives(v, "anything"));
  v.interview_types = {"coding-60"};
  EXPECT_FALSE(gives(v, "anything"));
}

}  // namespace
}  // namespace rehearse
