#include "server/web/frame/zone_choice.hpp"
#include "server/web/volunteer/typed_time.hpp"
#include "tests/support/failing_database.hpp"
#include "tests/web/typed_hours.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

TEST(AvailabilityForm, AddsAndRemovesRowsWithoutStoring) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const typed = with(evenings(), {{"weekly-1-from", "noon"}, {"weekly-1-to", "13:00"}});

  auto const added = v.post(hours_page, doing("add weekly", typed));
  EXPECT_EQ(added.status, 200);
  EXPECT_EQ(value_of(added, "weekly-1-from"), "noon");
  EXPECT_TRUE(shows(added, "name=\"weekly-2-from\""));
  EXPECT_TRUE(shows(added, "value=\"wed\" checked"));

  auto const removed = v.post(hours_page, doing("remove weekly 0", typed));
  EXPECT_EQ(value_of(removed, "weekly-0-from"), "noon");
  EXPECT_FALSE(shows(removed, "name=\"weekly-1-from\""));
  EXPECT_FALSE(shows(removed, "value=\"wed\" checked"));

  auto const exception = v.post(hours_page, doing("add overrides", typed));
  EXPECT_TRUE(shows(exception, "name=\"overrides-0-windows-0-from\""));
  // The page opens again at the new row, or before the one that is gone.
  EXPECT_TRUE(shows(added, "<fieldset id=\"weekly-2\">"));
  EXPECT_TRUE(shows(added, "value=\"add weekly\" formaction=\"/volunteer/availability#weekly-3\""));
  EXPECT_TRUE(shows(added, "value=\"remove weekly 2\" formaction=\"/volunteer/availability#weekly-1\""));
  EXPECT_TRUE(shows(added, "value=\"remove weekly 0\" formaction=\"/volunteer/availability#weekly\""));
  EXPECT_TRUE(shows(exception, "value=\"remove windows 0 0\" formaction=\"/volunteer/availability#overrides-0\""));
  auto const journey = v.post(hours_page, doing("add travel", typed));
  EXPECT_TRUE(shows(journey, "name=\"travel-0-zone\""));
  EXPECT_EQ(stored(w, ada).revision, 0);
}

TEST(AvailabilityForm, TakesCitiesAndNamesOfZones) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto typed = with(evenings(), {{"travel-0-from", "2026-12-01"},
                                 {"travel-0-to", "2026-12-20"},
                                 {"travel-0-zone", "Bengaluru, India"},
                                 {"welcome_zones", "lagos"},
                                 {"welcome_zones", "asia/kolkata"}});

  EXPECT_EQ(v.post(hours_page, doing("publish", typed)).status, 303);

  auto const hours = stored(w, ada).published;
  EXPECT_EQ(hours.zone, "America/New_York");
  EXPECT_EQ(hours.travel.at(0).zone, "Asia/Kolkata");
  EXPECT_EQ(hours.welcome_zones, (std::vector<std::string>{"Africa/Lagos", "Asia/Kolkata"}));
  auto const again = v.get(hours_page);
  EXPECT_EQ(value_of(again, "zone"), "New York, United States");
  EXPECT_EQ(value_of(again, "travel-0-zone"), "Kolkata, India");
}

TEST(AvailabilityForm, SaysWhichPlaceItDoesNotKnow) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const typed = with(evenings(), {{"welcome_zones", "Atlantis"}, {"welcome_zones", "congo"}});

  auto const refused = v.post(hours_page, doing("publish", with(typed, {{"preview_zone", "Xyzzy"}})));

  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(shows(refused, "<a href=\"#welcome_zones-0\">Welcome zone 1: We do not know “Atlantis”."));
  EXPECT_TRUE(shows(refused, "Welcome zone 2: Which one do you mean?"));
  EXPECT_TRUE(shows(refused, "Lubumbashi (Africa/Lubumbashi)"));
  EXPECT_TRUE(shows(refused, "value=\"Atlantis\""));
  EXPECT_TRUE(shows(refused, "id=\"preview_zone-mistake\">We do not know “Xyzzy”."));
  EXPECT_EQ(stored(w, ada).revision, 0);
}

// Each is shown as something that, sent back, is the same zone.
TEST(AvailabilityForm, ShowsEveryZoneSoThatItComesBackAsItself) {
  for (auto const& locale : {"en", "es"})
    for (auto const& zone : all_zones()) {
      words const language(locale);
      auto const shown = zone_text(language, zone.name);
      EXPECT_EQ(zone_typed(language, shown), zone.name) << shown;
    }
}

TEST(AvailabilityForm, IgnoresButtonsThatPointNowhere) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  for (auto const* button : {"remove weekly 99", "remove weekly -1", "remove windows 7 0", "add windows 7", "add", "",
                             "x y z", "remove weekly 99999999999999999999"})
    EXPECT_EQ(value_of(v.post(hours_page, doing(button, evenings())), "weekly-0-from"), "18:00") << button;
}

TEST(AvailabilityForm, CopiesADayToOthers) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const two = with(evenings(), {{"weekly-1-days", "tue"},
                                     {"weekly-1-from", "9"},
                                     {"weekly-1-to", "10"},
                                     {"copy_from", "mon"},
                                     {"copy_to", "tue"},
                                     {"copy_to", "sun"}});

  auto const copied = v.post(hours_page, doing("copy", two));

  EXPECT_TRUE(shows(copied, "Copied: Tuesday, Sunday now as Monday."));
  for (auto const* day : {"mon", "tue", "wed", "sun"})
    EXPECT_TRUE(shows(copied, std::string("name=\"weekly-0-days\" value=\"") + day + "\" checked")) << day;
  EXPECT_FALSE(shows(copied, "name=\"weekly-1-from\""));
  EXPECT_EQ(stored(w, ada).revision, 0);
}

TEST(AvailabilityForm, SaysWhyItCopiesNothing) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const no_hours = v.post(hours_page, doing("copy", with(evenings(), {{"copy_from", "fri"}, {"copy_to", "sat"}})));
  EXPECT_TRUE(shows(no_hours, "Friday has no hours to copy yet."));
  EXPECT_TRUE(shows(no_hours, "data-focus=\"copy_from\""));

  auto const to_none = v.post(hours_page, doing("copy", with(evenings(), {{"copy_from", "mon"}})));
  EXPECT_TRUE(shows(to_none, "Say to which days"));
  EXPECT_TRUE(shows(to_none, "id=\"copy\" open"));
}

TEST(AvailabilityForm, SaysWhatAButtonDidAndWhereToGoOn) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const typed = with(evenings(), {{"weekly-1-from", "9"}, {"weekly-1-to", "10"}});

  auto const added = v.post(hours_page, doing("add weekly", typed));
  EXPECT_TRUE(shows(added, "Added: Window 3."));
  EXPECT_TRUE(shows(added, "data-focus=\"weekly-2-days\""));
  EXPECT_TRUE(shows(v.post(hours_page, doing("remove weekly 0", typed)), "data-focus=\"weekly-0-days\""));
  EXPECT_TRUE(shows(v.post(hours_page, doing("remove weekly 1", typed)), "data-focus=\"weekly-0-days\""));
  EXPECT_TRUE(shows(v.post(hours_page, doing("remove weekly 0", evenings())), "data-focus=\"add-weekly\""));
  EXPECT_TRUE(shows(v.post(hours_page, doing("add overrides", typed)), "data-focus=\"overrides-0-date\""));
}

TEST(AvailabilityForm, NamesTheRowOfEachFieldAndWhatEachButtonRemoves) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const shown = v.post(hours_page, doing("add overrides", evenings()));

  EXPECT_TRUE(shows(shown, "<label for=\"weekly-0-from\">From<span class=\"unseen\"> (Window 1)</span>"));
  EXPECT_TRUE(shows(shown, "<label for=\"overrides-0-windows-0-to\">To<span class=\"unseen\"> (Exception 1, hours 1)"));
  EXPECT_TRUE(shows(shown, ">Remove window 1</button>"));
  EXPECT_TRUE(shows(shown, ">Remove hours 1 of exception 1</button>"));
}

TEST(AvailabilityForm, FoldsAwayWhatIsRareUnderWhatIsSet) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const off = with(evenings(), {{"overrides-0-date", "2026-12-24"}, {"overrides-0-mode", "replace"}});

  auto const shown = v.post(hours_page, doing("preview", off));
  EXPECT_TRUE(shows(shown, "id=\"set-overrides\">Thu 24 Dec: off</span>"));
  EXPECT_TRUE(shows(shown, "<details id=\"overrides\">"));
  auto const wrong = v.post(hours_page, doing("publish", with(evenings(), {{"overrides-0-date", "soon"}})));
  EXPECT_TRUE(shows(wrong, "<details id=\"overrides\" open>"));
}

TEST(AvailabilityForm, TakesTimesAsPeopleWriteThem) {
  for (auto const& [typed, meant] : {std::pair{"9:30", "09:30"},
                                     {"18", "18:00"},
                                     {"1830", "18:30"},
                                     {"930", "09:30"},
                                     {"18.30", "18:30"},
                                     {"18h", "18:00"},
                                     {"6 pm", "18:00"},
                                     {"6:30 P.M.", "18:30"},
                                     {"12am", "00:00"},
                                     {"12 pm", "12:00"},
                                     {"24", "24:00"},
                                     {"noon", "noon"},
                                     {"13 pm", "13 pm"},
                                     {"1:2", "1:2"},
                                     {"", ""},
                                     {":", ":"},
                                     {"123456", "123456"}})
    EXPECT_EQ(full_time(typed), meant) << typed;
}

TEST(AvailabilityForm, ComesBackWholeWhereTheDatabaseCannotTakeIt) {
  world w;
  auto const ada = w.volunteer("Ada");
  failing_database full(w.database());
  web_server server(w, full);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const typed = with(evenings(), {{"weekly-1-days", "fri"}, {"weekly-1-from", "noon"}, {"weekly-1-to", "13:00"}});
  full.fails = true;

  auto const given = v.post(hours_page, doing("publish", typed));

  EXPECT_EQ(given.status, 503);
  EXPECT_EQ(http::joined(given.headers, "Retry-After"), "5");
  EXPECT_TRUE(shows(given, "Nothing has been saved. Please press the button again in a moment."));
  EXPECT_EQ(value_of(given, "weekly-0-from"), "18:00");
  EXPECT_EQ(value_of(given, "weekly-1-from"), "noon") << "as it was typed, also where it is wrong";
  EXPECT_EQ(stored(w, ada).revision, 0);
}

}  // namespace rehearse::test
