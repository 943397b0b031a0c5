#include "scheduler/use_cases/publish_availability.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

constexpr auto page = "/volunteer/availability";

availability_record stored(world& w, somebody const& who) {
  return w.read([&](store& s) { return read_availability(s, who.as(), who.id); }).value();
}

// Monday and Wednesday evenings, as somebody types them.
members evenings(std::string const& revision = "0") {
  return {{"revision", revision},     {"zone", "America/New_York"}, {"weekly-0-days", "mon"},  {"weekly-0-days", "wed"},
          {"weekly-0-from", "18:00"}, {"weekly-0-to", "21:00"},     {"weekly-0-starting", ""}, {"weekly-0-until", ""}};
}

members with(members fields, members const& more) {
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

members doing(std::string const& button, members fields) {
  return with(std::move(fields), {{"do", button}});
}

}  // namespace

TEST(AvailabilityPage, PublishesWhatWasTyped) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto fields = with(evenings(), {{"overrides-0-date", "2026-12-24"},
                                  {"overrides-0-until", "2027-01-02"},
                                  {"overrides-0-mode", "replace"},
                                  {"overrides-0-windows-0-from", ""},
                                  {"overrides-0-windows-0-to", ""},
                                  {"travel-0-from", "2026-12-01"},
                                  {"travel-0-to", "2026-12-20"},
                                  {"travel-0-zone", "Europe/London"},
                                  {"buffer_after_minutes", "15"},
                                  {"max_per_week", "4"},
                                  {"welcome_zones", "Asia/Kolkata"}});

  auto const given = v.post(page, doing("publish", fields));

  EXPECT_EQ(given.status, 303) << given.content();
  auto const hours = stored(w, ada).published;
  EXPECT_EQ(hours.zone, "America/New_York");
  ASSERT_EQ(hours.weekly.size(), 1u);
  EXPECT_TRUE(hours.weekly[0].days[0] && hours.weekly[0].days[2] && !hours.weekly[0].days[1]);
  EXPECT_EQ(hours.weekly[0].hours, (window{18h, 21h}));
  ASSERT_EQ(hours.overrides.size(), 1u);
  EXPECT_TRUE(hours.overrides[0].windows.empty());
  ASSERT_EQ(hours.travel.size(), 1u);
  EXPECT_EQ(hours.buffer_after, 15min);
  EXPECT_EQ(hours.max_per_week, 4);
  auto const again = v.get(where(given));
  EXPECT_TRUE(shows(again, "Published."));
  EXPECT_EQ(value_of(again, "weekly-0-from"), "18:00");
  EXPECT_EQ(value_of(again, "overrides-0-until"), "2027-01-02");
}

TEST(AvailabilityPage, AddsAndRemovesRowsWithoutStoring) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const typed = with(evenings(), {{"weekly-1-from", "noon"}, {"weekly-1-to", "13:00"}});

  auto const added = v.post(page, doing("add weekly", typed));
  EXPECT_EQ(added.status, 200);
  EXPECT_EQ(value_of(added, "weekly-1-from"), "noon");
  EXPECT_TRUE(shows(added, "name=\"weekly-2-from\""));
  EXPECT_TRUE(shows(added, "value=\"wed\" checked"));

  auto const removed = v.post(page, doing("remove weekly 0", typed));
  EXPECT_EQ(value_of(removed, "weekly-0-from"), "noon");
  EXPECT_FALSE(shows(removed, "name=\"weekly-1-from\""));
  EXPECT_FALSE(shows(removed, "value=\"wed\" checked"));

  auto const exception = v.post(page, doing("add overrides", typed));
  EXPECT_TRUE(shows(exception, "name=\"overrides-0-windows-0-from\""));
  // The page opens again at the new row, or before the one that is gone.
  EXPECT_TRUE(shows(added, "<fieldset id=\"weekly-2\">"));
  EXPECT_TRUE(shows(added, "value=\"add weekly\" formaction=\"/volunteer/availability#weekly-3\""));
  EXPECT_TRUE(shows(added, "value=\"remove weekly 2\" formaction=\"/volunteer/availability#weekly-1\""));
  EXPECT_TRUE(shows(added, "value=\"remove weekly 0\" formaction=\"/volunteer/availability#weekly\""));
  EXPECT_TRUE(shows(exception, "value=\"remove windows 0 0\" formaction=\"/volunteer/availability#overrides-0\""));
  auto const journey = v.post(page, doing("add travel", typed));
  EXPECT_TRUE(shows(journey, "name=\"travel-0-zone\""));
  EXPECT_EQ(stored(w, ada).revision, 0);
}

TEST(AvailabilityPage, IgnoresButtonsThatPointNowhere) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  for (auto const* button : {"remove weekly 99", "remove weekly -1", "remove windows 7 0", "add windows 7", "add", "",
                             "x y z", "remove weekly 99999999999999999999"})
    EXPECT_EQ(value_of(v.post(page, doing(button, evenings())), "weekly-0-from"), "18:00") << button;
}

TEST(AvailabilityPage, KeepsEverythingTypedAndLinksMistakesToTheirFields) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const typed = with(evenings(), {{"weekly-1-days", "fri"},
                                       {"weekly-1-from", "10:00"},
                                       {"weekly-1-to", "25:00"},
                                       {"overrides-0-date", ""},
                                       {"overrides-0-mode", "block"},
                                       {"overrides-0-windows-0-from", "9"},
                                       {"overrides-0-windows-0-to", "10:00"},
                                       {"min_notice_minutes", "soon"}});

  auto const given = v.post(page, doing("publish", typed));

  EXPECT_EQ(given.status, 422);
  EXPECT_EQ(stored(w, ada).revision, 0);
  for (auto const* field : {"weekly-1-to", "overrides-0-date", "overrides-0-windows-0-from", "min_notice_minutes"}) {
    EXPECT_TRUE(shows(given, std::string("<a href=\"#") + field + "\">")) << field;
    EXPECT_TRUE(shows(given, std::string("id=\"") + field + "\"")) << field;
  }
  EXPECT_EQ(value_of(given, "weekly-0-from"), "18:00");
  EXPECT_EQ(value_of(given, "weekly-1-to"), "25:00");
  EXPECT_EQ(value_of(given, "overrides-0-windows-0-from"), "9");
  EXPECT_EQ(value_of(given, "min_notice_minutes"), "soon");
  EXPECT_TRUE(shows(given, "<title>Error: "));
}

TEST(AvailabilityPage, ShowsBothVersionsWhenAnotherWasPublishedMeanwhile) {
  world w;
  auto ada = w.volunteer("Ada");
  ada.open("Tue 09:00-12:00", "Europe/Paris");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const stale = v.post(page, doing("publish", evenings("0")));

  EXPECT_EQ(stale.status, 412);
  EXPECT_TRUE(shows(stale, "Tuesday: 09:00–12:00"));
  EXPECT_EQ(value_of(stale, "weekly-0-from"), "18:00");
  EXPECT_EQ(value_of(stale, "revision"), "1");
  EXPECT_EQ(stored(w, ada).published.zone, "Europe/Paris");

  EXPECT_EQ(v.post(page, doing("publish", evenings(value_of(stale, "revision")))).status, 303);
  EXPECT_EQ(stored(w, ada).published.zone, "America/New_York");
}

TEST(AvailabilityPage, PreviewsSlotsForBothSidesAcrossAClockChange) {
  world w;
  w.go_to("2027-03-08T08:00:00Z");
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const given = v.post(page, doing("preview", with(evenings(), {{"preview_zone", "Asia/Kolkata"}})));

  EXPECT_EQ(given.status, 200);
  EXPECT_TRUE(shows(given, "24 slots in the next four weeks")) << given.content();
  // Daylight saving begins on 14 March in New York; the volunteer's 18:00 stays.
  EXPECT_TRUE(shows(given, "Mon 15 Mar, 18:00–19:00 <span class=\"zone\">UTC−04:00"));
  EXPECT_TRUE(shows(given, "Wed 10 Mar, 18:00–19:00 <span class=\"zone\">UTC−05:00"));
  EXPECT_TRUE(shows(given, "Thu 11 Mar, 04:30–05:30 <span class=\"zone\">UTC+05:30"));
  EXPECT_TRUE(shows(given, "Tue 16 Mar, 03:30–04:30 <span class=\"zone\">UTC+05:30"));
  EXPECT_EQ(stored(w, ada).revision, 0);
}

TEST(AvailabilityPage, NamesInterviewsThatAreOutsideTheNewHours) {
  world w;
  auto ada = w.volunteer("Ada");
  ada.open("Tue 09:00-12:00");
  w.book(ada, "2026-11-10T09:00:00Z").value();
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const after = v.get(where(v.post(page, doing("publish", evenings("1")))));

  EXPECT_TRUE(shows(after, "Interviews outside these hours"));
  EXPECT_TRUE(shows(after, "coding-60 with Chidi"));
}

TEST(AvailabilityPage, WarnsWhenThereIsNoPlaceToMeet) {
  world w;
  auto ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  EXPECT_TRUE(shows(v.get(page), "There is no place to meet yet"));
  ada.is([](rehearse::volunteer& r) { r.meeting_url = "https://meet.example.org/ada"; });
  EXPECT_FALSE(shows(v.get(page), "There is no place to meet yet"));
}

TEST(AvailabilityPage, PublishesOnlyWithTheTokenOfTheSessionAndOnlyOnesOwn) {
  world w;
  auto const ada = w.volunteer("Ada");
  auto const bob = w.volunteer("Bob");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  EXPECT_EQ(v.post_without_csrf(page, doing("publish", evenings())).status, 403);
  EXPECT_EQ(stored(w, ada).revision, 0);

  v.post(page, doing("publish", with(evenings(), {{"volunteer", bob.id.text}})));
  EXPECT_EQ(stored(w, bob).revision, 0);
  EXPECT_EQ(where(visitor(server).get(page)), "/sign-in?next=%2Fvolunteer%2Favailability");
}

TEST(AvailabilityPage, LosesNoHoursWhenTheSessionHasEnded) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor stranger(server);

  auto const sent_away = where(stranger.post(page, doing("publish", evenings())));
  EXPECT_TRUE(shows(stranger.get(sent_away), "You were signed out, so nothing was published.")) << sent_away;

  // Signed in again in another tab, and back at the form with the token of before.
  stranger.sign_in("ada@example.org");
  auto const back = stranger.post_without_csrf(page, doing("publish", evenings()));
  EXPECT_EQ(back.status, 403);
  EXPECT_TRUE(shows(back, "so nothing was published yet"));
  EXPECT_EQ(value_of(back, "weekly-0-from"), "18:00");
  EXPECT_EQ(stored(w, ada).revision, 0);
  EXPECT_EQ(stranger.post(page, doing("publish", evenings())).status, 303);
}

TEST(AvailabilityPage, WarnsWhenNoHoursWerePublished) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const given = v.post(page, doing("publish", {{"revision", "0"}, {"zone", "America/New_York"}}));

  auto const shown = v.get(where(given));
  EXPECT_TRUE(shows(shown, "Published: no hours. Nobody can book you until you add some."));
  EXPECT_FALSE(shows(shown, "Candidates can book these hours"));
}

TEST(AvailabilityPage, HasNoFaultsOfStructure) {
  world w;
  auto ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const everything = with(evenings(), {{"overrides-0-date", ""},
                                            {"overrides-0-mode", "add"},
                                            {"overrides-0-windows-0-from", "9"},
                                            {"overrides-0-windows-0-to", "10:00"},
                                            {"travel-0-from", "x"},
                                            {"travel-0-to", ""},
                                            {"travel-0-zone", ""},
                                            {"welcome_zones", "Mars/Olympus"},
                                            {"zone", "Nowhere"}});

  for (auto const& shown :
       {v.get(page), v.post(page, doing("preview", evenings())), v.post(page, doing("publish", everything)),
        v.get("/volunteer/profile"), v.get("/volunteer/interviews"), v.get("/docs/plain"), v.get("/problems"),
        v.get("/problems/invalid"), v.get("/sign-in")})
    for (auto const& fault : faults_of_page(shown.content())) ADD_FAILURE() << fault;
}

TEST(Profile, IsChangedWithTheRevisionThatWasSeen) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const shown = v.get("/volunteer/profile");
  members const fields{{"revision", value_of(shown, "revision")},
                       {"name", "Ada L."},
                       {"headline", "Engineer"},
                       {"spoken", "en, de"},
                       {"topics", "graphs , concurrency"},
                       {"editors", "own_machine"},
                       {"meeting_url", "https://meet.example.org/ada"},
                       {"status", "paused"}};

  EXPECT_EQ(where(v.post("/volunteer/profile", fields)), "/volunteer/profile?done=yes");
  auto const record = ada.record();
  EXPECT_EQ(record.name, "Ada L.");
  EXPECT_EQ(record.topics, (std::vector<std::string>{"graphs", "concurrency"}));
  EXPECT_EQ(record.spoken, (std::vector<std::string>{"en", "de"}));
  EXPECT_EQ(record.status, volunteer_status::paused);
  EXPECT_FALSE(record.reminders);

  auto const stale = v.post("/volunteer/profile", with(fields, {{"bio", "Typed"}}));
  EXPECT_EQ(stale.status, 412);
  EXPECT_TRUE(shows(stale, "Typed</textarea>"));
  auto hostile = fields;
  hostile[0].second = value_of(stale, "revision");
  hostile[6].second = "javascript:alert(1)";
  auto const refused = v.post("/volunteer/profile", hostile);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(shows(refused, "<a href=\"#meeting_url\">"));
}

TEST(Profile, TakesLanguagesByNameAndNamesTheFieldOfAMistake) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  members fields{{"revision", value_of(v.get("/volunteer/profile"), "revision")},
                 {"name", "Ada"},
                 {"spoken", "English, portuguese (brazil), DE"},
                 {"editors", "own_machine"},
                 {"status", "active"}};

  EXPECT_EQ(v.post("/volunteer/profile", fields).status, 303);
  EXPECT_EQ(ada.record().spoken, (std::vector<std::string>{"en", "pt-BR", "de"}));
  auto const shown = v.get("/volunteer/profile");
  EXPECT_EQ(value_of(shown, "spoken"), "English, Portuguese (Brazil), German");

  fields[0].second = value_of(shown, "revision");
  fields[1].second = "";
  fields[2].second = "Englisch, en";
  auto const refused = v.post("/volunteer/profile", fields);
  EXPECT_TRUE(shows(refused, "Name: Please fill this in."));
  EXPECT_TRUE(shows(refused, "Languages you speak: Please write names or codes of languages"));
  EXPECT_EQ(value_of(refused, "spoken"), "Englisch, en");
}

}  // namespace rehearse::test
