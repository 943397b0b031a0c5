#include "tests/web/site_of_ada.hpp"

namespace rehearse::test {

TEST(ChoosingPages, AskForTheZoneBeforeAnyTimeIsShown) {
  site_of_ada site;

  auto const asked = site.chidi.get("/book/coding-60");
  auto const shown = site.chidi.get("/book/coding-60?zone=Africa/Lagos");

  EXPECT_TRUE(shows(asked, "Where are you?"));
  EXPECT_FALSE(shows(asked, "name=\"start\""));
  EXPECT_TRUE(shows(shown, "In Lagos it is now 09:00"));
  EXPECT_TRUE(shows(shown, "UTC+01:00, Africa/Lagos"));
}

TEST(ChoosingPages, ShowTheListOfAllPlacesToWhoeverAsksForIt) {
  site_of_ada site;

  auto const asked = site.chidi.get("/book/coding-60?language=go");
  auto const listed = site.chidi.get("/book/coding-60?language=go&cities=all");

  EXPECT_FALSE(shows(asked, "<option"));
  EXPECT_TRUE(shows(asked, "href=\"/book/coding-60?language=go&amp;cities=all\""));
  EXPECT_TRUE(shows(listed, "<option value=\"Asia/Kolkata\">Bengaluru"));
  EXPECT_FALSE(shows(listed, "name=\"cities\"")) << "the list is done with once a place is chosen";
  for (auto const& page : {asked, listed}) expect_well_made(page);
}

TEST(ChoosingPages, KnowTheZoneOfATypedCity) {
  site_of_ada site;
  auto const leads = [&](std::string const& city) {
    return where(site.chidi.get("/book/coding-60?language=go&city=" + http::percent_encoded(city)));
  };

  EXPECT_EQ(leads("Bengaluru"), "/book/coding-60?language=go&zone=Asia%2FKolkata");
  EXPECT_EQ(leads("  abuja "), "/book/coding-60?language=go&zone=Africa%2FLagos");
  EXPECT_EQ(leads("seattle"), "/book/coding-60?language=go&zone=America%2FLos_Angeles");
  EXPECT_EQ(leads("São Paulo"), leads("sao_paulo"));
  EXPECT_EQ(leads("Yaounde"), "/book/coding-60?language=go&zone=Africa%2FDouala");
  EXPECT_EQ(leads("Calcutta"), "/book/coding-60?language=go&zone=Asia%2FKolkata");
  EXPECT_EQ(leads("Asia/Calcutta"), "/book/coding-60?language=go&zone=Asia%2FCalcutta");
  EXPECT_EQ(leads("Lagos, Nigeria"), leads("Lagos"));
  EXPECT_EQ(leads("San Jose, United States"), leads("Seattle"));
  for (auto const city : {"Enugu", "Benin City", "Jos"}) EXPECT_EQ(leads(city), leads("Lagos")) << city;
  for (auto const city : {"New Delhi", "Kochi", "Surat"}) EXPECT_EQ(leads(city), leads("Bengaluru")) << city;
  EXPECT_EQ(leads("Ho Chi Minh City"), "/book/coding-60?language=go&zone=Asia%2FHo_Chi_Minh");
  EXPECT_TRUE(shows(site.chidi.get("/book/coding-60?city=Atlantis"), "We do not know this place"));
  EXPECT_EQ(leads("india"), "/book/coding-60?language=go&zone=Asia%2FKolkata");
  auto const unclear = site.chidi.get("/book/coding-60?city=San");
  EXPECT_TRUE(shows(unclear, "Which one do you mean?"));
  EXPECT_TRUE(shows(unclear, "zone=America%2FLos_Angeles\">San Francisco, United States</a>"));
  auto const unknown = site.chidi.get("/book/coding-60?zone=&city=Atlantis");
  EXPECT_TRUE(shows(unknown, "<title>Error: "));
  EXPECT_TRUE(shows(unknown, "href=\"#city\""));
  EXPECT_EQ(value_of(unknown, "city"), "Atlantis");
  for (auto const& page : {unclear, unknown}) expect_well_made(page);
}

// What people call a place in their language, and what it is called in English or by the list of zones, serve alike.
TEST(ChoosingPages, KnowTheNamesThatPlacesHaveInTheLanguageOfThePage) {
  site_of_ada site;
  auto const leads = [&](std::string const& city) {
    auto const to = where(site.chidi.get("/book/coding-60?lang=es&city=" + http::percent_encoded(city)));
    return to.substr(std::min(to.find("zone="), to.size()));
  };

  EXPECT_EQ(leads("Londres"), "zone=Europe%2FLondon");
  EXPECT_EQ(leads("nueva york"), "zone=America%2FNew_York");
  EXPECT_EQ(leads("Ciudad de Mexico"), "zone=America%2FMexico_City");
  EXPECT_EQ(leads("Múnich"), "zone=Europe%2FBerlin");
  EXPECT_EQ(leads("CANTON"), "zone=Asia%2FShanghai");
  EXPECT_EQ(leads("Londres, Reino Unido"), leads("Londres"));
  EXPECT_EQ(leads("Alemania"), leads("Múnich"));
  EXPECT_EQ(leads("Nigeria"), leads("Lagos"));
  for (auto const city : {"London", "Europe/London", "Manchester"}) EXPECT_EQ(leads(city), leads("Londres")) << city;
  for (auto const city : {"Mexico City", "mexico_city"}) EXPECT_EQ(leads(city), leads("Ciudad de México")) << city;
  for (auto const city : {"Bangalore", "Bengaluru", "Mumbai", "Bombay", "Calcutta"})
    EXPECT_EQ(leads(city), "zone=Asia%2FKolkata") << city;
  auto const shown = site.chidi.get("/book/coding-60?lang=es&zone=America/Mexico_City");
  EXPECT_TRUE(shows(shown, "Hora actual en Ciudad de México"));
  EXPECT_TRUE(shows(shown, "UTC−06:00, Ciudad de México, tu noche</span>"));
}

// "GMT+5" may mean five hours ahead, or behind as the list of zones has it: neither is guessed.
TEST(ChoosingPages, TakeNoOffsetForAPlace) {
  site_of_ada site;

  for (auto const* typed : {"GMT+5", "UTC+5:30", "etc/gmt-5"})
    EXPECT_TRUE(shows(site.chidi.get("/book/coding-60?city=" + http::percent_encoded(typed)), "do not know this place"))
        << typed;
}

TEST(ChoosingPages, SayUtcOnce) {
  site_of_ada site;

  auto const shown = site.chidi.get("/book/coding-60?zone=UTC");

  EXPECT_TRUE(shows(shown, "All times below are yours: UTC."));
  EXPECT_TRUE(shows(shown, "<span class=\"quiet\">UTC</span>"));
}

TEST(ChoosingPages, WriteWhatOneCanFilterByAsPeopleDo) {
  site_of_ada site;
  site.ada.is([](volunteer& v) {
    v.languages = {"c++", "typescript"};
    v.topics = {"api design", "dynamic-programming"};
  });

  auto const page = site.chidi.get("/book/coding-60?zone=Africa/Lagos");

  for (auto const* option :
       {"value=\"c++\">C++</option>", "value=\"typescript\">TypeScript</option>",
        "value=\"api design\">API design</option>", "value=\"dynamic-programming\">Dynamic programming</option>"})
    EXPECT_TRUE(shows(page, option)) << option;
}

TEST(ChoosingPages, TakeTheZoneThatABrowserNamesByItsOldName) {
  site_of_ada site;

  auto const shown = site.chidi.get("/book/coding-60?zone=Asia/Calcutta");

  EXPECT_TRUE(shows(shown, "UTC+05:30, Asia/Calcutta"));
  EXPECT_TRUE(shows(shown, "value=\"2026-11-09T08:00:00Z\" required>13:30"));
}

TEST(ChoosingPages, ShowTheWeekOfTheNextFreeTimeByDaysOfHerZone) {
  site_of_ada site;

  auto const shown = site.chidi.get("/book/coding-60?zone=Asia/Kolkata");

  EXPECT_TRUE(shows(shown, "Monday 9 November"));
  EXPECT_TRUE(shows(shown, "value=\"2026-11-09T08:00:00Z\" required>13:30"));
  EXPECT_TRUE(shows(shown, "UTC+05:30"));
  EXPECT_TRUE(shows(shown, "Later"));
}

TEST(ChoosingPages, LeadFromAnEmptyWeekToTheNextOpening) {
  site_of_ada site;
  site.ada.publish([] {
    auto hours = open_hours("Mon 09:00-12:00", "Europe/Paris");
    hours.overrides.push_back({.date = *read_date("2026-11-17"), .until = *read_date("2026-11-30"), .windows = {}});
    return hours;
  }());

  auto const shown = site.chidi.get("/book/coding-60?zone=Africa/Lagos&from=2026-11-17");

  EXPECT_TRUE(shows(shown, "Nothing is free in these seven days"));
  EXPECT_TRUE(shows(shown, "Next free time: Monday 30 November<"));
}

TEST(ChoosingPages, SkipTheChoiceWhereThereIsNone) {
  site_of_ada site;

  EXPECT_EQ(where(site.chidi.get("/book?lang=en")), "/book/coding-60?lang=en");
  EXPECT_EQ(where(site.chidi.get("/v/" + site.ada.id.text)), "/book/coding-60?volunteer=" + site.ada.id.text);
  EXPECT_EQ(site.chidi.get("/v/vol_nobody").status, 404);
  EXPECT_EQ(site.chidi.get("/book/nothing").status, 404);
}

TEST(ChoosingPages, ProposeTheZoneThatADeviceNames) {
  site_of_ada site;

  auto const asked = site.chidi.get("/book/coding-60?language=go&guess=Asia/Calcutta");
  auto const declined = site.chidi.get("/book/coding-60?guess=none");
  auto const unknown = site.chidi.get("/book/coding-60?guess=Mars/Olympus");

  EXPECT_TRUE(shows(asked, "In Kolkata it is now 13:30"));
  EXPECT_TRUE(shows(asked, "Is that the time on your clock?"));
  EXPECT_TRUE(shows(asked, "href=\"/book/coding-60?language=go&amp;zone=Asia%2FKolkata\""));
  EXPECT_FALSE(shows(asked, "name=\"start\"")) << "she is asked before any time is shown";
  EXPECT_TRUE(shows(site.chidi.get("/book/coding-60?guess=Africa/Accra"), "In Accra it is now 08:00"));
  for (auto const& page : {declined, unknown}) EXPECT_FALSE(shows(page, "it is now"));
  for (auto const& page : {asked, declined, unknown}) expect_well_made(page);
}

TEST(ChoosingPages, TellAScriptTheClockItMayLetRunOn) {
  site_of_ada site;
  site.w.go_to("2026-10-24T23:30:05Z");  // clocks in Paris go back at 01:00 UTC

  auto const shown = site.chidi.get("/book/coding-60?zone=Europe/Paris");

  EXPECT_TRUE(shows(shown, "data-now=\"5405\" data-lasts=\"5395\">In Paris it is now 01:30."));
}

TEST(ChoosingPages, FoldAwayTheTimesOfHerNightUnderTheirName) {
  site_of_ada site;
  site.ada.open("Mon 12:00-24:00", "Africa/Lagos");

  auto const page = std::string(site.chidi.get("/book/coding-60?zone=Asia/Kolkata").content());
  auto const fold = page.find("<details class=\"night\">");
  auto const place = [&](std::string const& start) { return page.find("value=\"" + start + "\""); };

  ASSERT_NE(fold, page.npos);
  EXPECT_NE(page.find("<summary>Your night (22:00–07:00): 6 times</summary>"), page.npos);
  EXPECT_LT(place("2026-11-09T16:00:00Z"), fold) << "21:30 in Kolkata";
  EXPECT_LT(fold, place("2026-11-09T17:00:00Z")) << "22:30";
  EXPECT_LT(fold, place("2026-11-09T22:00:00Z")) << "03:30 of Tuesday";
  EXPECT_LT(place("2026-11-09T22:00:00Z"), page.size());
}

TEST(ChoosingPages, ShowTheNightAtOnceWhereNothingElseIsFree) {
  site_of_ada site;
  site.ada.open("Mon 18:00-20:00", "America/Los_Angeles");

  auto const shown = site.chidi.get("/book/coding-60?zone=Africa/Lagos");

  EXPECT_TRUE(shows(shown, "In these seven days every free time is in your night."));
  EXPECT_TRUE(shows(shown, "<details class=\"night\" open>"));
  EXPECT_TRUE(shows(shown, "value=\"2026-11-10T02:00:00Z\" required>03:00"))
      << "a browser can say that one must be chosen";
  expect_well_made(shown);
}

// What a screen reader says of a time: the texts that its radio button is labelled by.
TEST(ChoosingPages, NameEachTimeByDayZoneAndNight) {
  site_of_ada site;
  site.ada.open("Mon 20:00-23:00", "Africa/Lagos");

  auto const shown = site.chidi.get("/book/coding-60?zone=Africa/Lagos");

  EXPECT_TRUE(
      shows(shown, "<legend id=\"d1\">Monday 9 November <span class=\"quiet\">UTC+01:00, Lagos</span></legend>"));
  EXPECT_TRUE(shows(shown,
                    "id=\"t1\"><input type=\"radio\" aria-labelledby=\"d1 t1\" name=\"start\" "
                    "value=\"2026-11-09T19:00:00Z\" required>20:00</label>"));
  EXPECT_TRUE(
      shows(shown, "<legend id=\"d2\">Monday 9 November <span class=\"quiet\">UTC+01:00, Lagos, your night</span>"));
  EXPECT_TRUE(shows(shown, "aria-labelledby=\"d2 t3\" name=\"start\" value=\"2026-11-09T21:00:00Z\">22:00</label>"));
}

}  // namespace rehearse::test
