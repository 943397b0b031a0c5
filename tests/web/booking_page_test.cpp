#include "scheduler/storage/programme_table.hpp"
#include "server/web/frame/booking_words.hpp"
#include "tests/web/booked_site.hpp"

namespace rehearse::test {

TEST(BookingPage, ShowsBothSidesTimesWithTheirZones) {
  booked_site site;
  site.book();

  auto const page = site.chidi.get(site.link);

  EXPECT_TRUE(shows(page, "Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Africa/Lagos)"));
  EXPECT_TRUE(shows(page, "For Ada: Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Europe/Paris)"));
  EXPECT_TRUE(shows(page, "far better than not coming"));
  expect_well_made(page);
}

TEST(BookingPage, ShowsNoPlaceAndOneWayOnWhilePending) {
  booked_site site;
  site.w.policy([](policy& p) { p.confirm_email = true; });
  site.ada.is([](volunteer& v) { v.meeting_url = "https://meet.example.org/ada"; });
  site.book();

  auto const page = site.chidi.get(site.link);

  EXPECT_FALSE(shows(page, "meet.example.org"));
  EXPECT_FALSE(shows(page, "You can cancel until"));
  EXPECT_FALSE(shows(page, "cannot be done"));
  EXPECT_TRUE(shows(page, "Once you have confirmed, you can move or cancel it here."));
  expect_well_made(page);
}

TEST(BookingPage, TellsBothSidesWhoRunsLateAndWhenItWasSaid) {
  booked_site site;
  site.book();
  site.w.go_to("2026-11-09T07:45:00Z");
  site.w.write(
      [&](store& s) { return tell_running_late(s, signed_in_volunteer{site.ada.id}, site.id, 15min, site.w.now()); });
  site.chidi.post(site.link + "/late", {{"minutes", "5"}});

  auto const page = site.chidi.get(site.link);
  visitor ada{site.server};
  auto const hers = ada.sign_in("ada@example.org").get("/volunteer/interviews/" + site.id.text);

  EXPECT_TRUE(shows(page, "Ada said at 08:45 (UTC+01:00, Africa/Lagos): about 15 minutes late. Please wait."));
  EXPECT_TRUE(shows(page, "You said at 08:45 (UTC+01:00, Africa/Lagos): about 5 minutes late."));
  EXPECT_TRUE(shows(hers, "Chidi said at 08:45 (UTC+01:00, Europe/Paris): about 5 minutes late. Please wait."));
  EXPECT_TRUE(shows(hers, "You said at 08:45 (UTC+01:00, Europe/Paris): about 15 minutes late."));
  expect_well_made(page);
  expect_well_made(hers);
}

TEST(BookingPage, KeepsAWayToAPersonWhateverBecomesOfTheInterview) {
  booked_site site;
  site.book();
  site.w.write([](store& s) {
    auto p = storage::find_programme(s.db());
    p.contact = "team@example.org";
    storage::update(s.db(), p);
  });
  site.w.go_to("2026-11-09T08:05:00Z");

  auto const begun = site.chidi.get(site.link);
  site.w.go_to("2026-11-08T08:05:00Z");
  site.chidi.post(site.link + "/cancel", {{"reason", "other"}});
  auto const cancelled = site.chidi.get(site.link);

  EXPECT_TRUE(shows(begun, "Nobody there?"));
  EXPECT_TRUE(shows(begun, "Wait ten minutes. Then open this page again and tell us, or write to team@example.org."));
  for (auto const& page : {begun, cancelled}) EXPECT_TRUE(shows(page, "mailto:team@example.org"));
}

TEST(BookingPage, RepeatsWhatTheCandidateToldOfWhoCame) {
  booked_site site;
  site.book();
  site.w.go_to("2026-11-09T09:30:00Z");
  site.chidi.post(site.link + "/presence", {{"candidate", "came"}, {"volunteer", "did_not_come"}});

  auto const page = site.chidi.get(site.link);

  EXPECT_FALSE(shows(page, "Your interview is booked"));
  EXPECT_FALSE(shows(page, "We hope it was useful"));
  EXPECT_TRUE(
      shows(page, "You told us: you came; Ada did not come. You can correct it until Monday 23 November 2026."));
  EXPECT_TRUE(shows(page, "name=\"candidate\" value=\"came\" checked"));
  EXPECT_TRUE(shows(page, "name=\"volunteer\" value=\"did_not_come\" checked"));
  expect_well_made(page);
}

TEST(BookingPage, HasWordsForEverythingThatHistoriesTell) {
  for (auto const what : history_events())
    EXPECT_NE(history_words(words("en"), {{}, party::system, std::string(what)}), what);
}

TEST(BookingPage, AsksFirstWhetherOneComesOnceAReminderAskedIt) {
  booked_site site;
  site.book();
  auto const question = [&] {
    auto const page = std::string(site.chidi.get(site.link).content());
    return page.find("<h2 id=\"come\">") < page.find("<dl class=\"facts card\">");
  };
  EXPECT_FALSE(question());

  site.w.write([&](store& s) {
    auto asked = *storage::find(s.db(), site.id);
    asked.attends = attendance::asked;
    storage::update(s.db(), asked);
  });

  EXPECT_TRUE(question());
  expect_well_made(site.chidi.get(site.link));
}

TEST(BookingPage, GivesTheCalendarFile) {
  booked_site site;
  site.book();

  auto const file = site.chidi.get(site.link + ".ics");

  EXPECT_EQ(http::joined(file.headers, "Content-Type"), "text/calendar; charset=utf-8");
  EXPECT_TRUE(shows(file, "UID:" + site.id.text + "@"));
  EXPECT_TRUE(shows(file, "DTSTART:20261109T080000Z"));
}

TEST(BookingPage, AnswersInTheOrderInWhichPeopleAsk) {
  booked_site site;
  site.ada.is([](volunteer& v) { v.meeting_url = "https://meet.example.org/ada"; });
  site.book();

  auto const page = std::string(site.chidi.get(site.link).content());
  auto last = page.find("<main");

  for (auto const* part :
       {"<dt>When</dt>", "For Ada:", "<dt>Where</dt>", "meet.example.org/ada\" rel", "<dt>With</dt>", "<dt>What</dt>",
        "What to expect", "<h2 id=\"cannot\"", "Will you come?", "What you told us", "What happened so far"}) {
    auto const here = page.find(part);
    EXPECT_NE(here, page.npos) << part;
    EXPECT_LT(last, here) << part;
    last = here;
  }
}

TEST(BookingPage, ShowsTheAddressLargeWhereItWasJustBooked) {
  booked_site site;
  site.book();

  auto const just_now = site.chidi.get(site.link + "?done=booked");
  auto const later = site.chidi.get(site.link);

  EXPECT_TRUE(shows(just_now, "<strong class=\"big\">chidi@example.org</strong>"));
  EXPECT_TRUE(shows(just_now, "href=\"" + site.link + "/change#email\">Correct it</a>"));
  EXPECT_TRUE(shows(just_now, "data-booked")) << "so that a script forgets what was typed";
  EXPECT_FALSE(shows(later, "<strong class=\"big\">chidi@example.org"));
  expect_well_made(just_now);
}

TEST(BookingPage, LeadsIntoCalendarsWithoutTellingThemTheLink) {
  booked_site site;
  site.ada.is([](volunteer& v) { v.meeting_url = "https://meet.example.org/ada"; });
  site.book();

  auto const page = std::string(site.chidi.get(site.link).content());
  auto const link_to = [&](std::string const& host) {
    auto const begin = page.find("https://" + host);
    return page.substr(begin, page.find('"', begin) - begin);
  };
  auto const google = link_to("calendar.google.com"), outlook = link_to("outlook.live.com");

  EXPECT_NE(google.find("dates=20261109T080000Z%2F20261109T090000Z"), google.npos) << google;
  EXPECT_NE(outlook.find("startdt=2026-11-09T08%3A00%3A00Z&amp;enddt=2026-11-09T09%3A00%3A00Z"), outlook.npos)
      << outlook;
  for (auto const& link : {google, outlook}) {
    EXPECT_NE(link.find("location=https%3A%2F%2Fmeet.example.org%2Fada"), link.npos) << link;
    for (auto const& secret : {site.link.substr(3), std::string("Chidi"), std::string("chidi"), std::string("Ada")})
      EXPECT_EQ(link.find(secret), link.npos) << link;
  }
  EXPECT_NE(page.find(google + "\" rel=\"noreferrer\""), page.npos);
}

TEST(BookingPage, OffersNoCalendarForWhatIsPastOrGone) {
  booked_site site;
  site.book();
  site.w.go_to("2026-11-09T08:01:00Z");
  EXPECT_FALSE(shows(site.chidi.get(site.link), "calendar.google.com"));
  site.w.go_to("2026-11-08T08:00:00Z");

  site.chidi.post(site.link + "/cancel", {{"reason", "other"}});

  EXPECT_FALSE(shows(site.chidi.get(site.link), "calendar.google.com"));
}

TEST(BookingPage, SaysThatOneRunsLateBeforeWhatToExpect) {
  booked_site site;
  site.book();
  site.w.go_to("2026-11-09T07:30:00Z");

  auto const page = std::string(site.chidi.get(site.link).content());

  EXPECT_LT(page.find("Running late?"), page.find("What to expect"));
}

}  // namespace rehearse::test
