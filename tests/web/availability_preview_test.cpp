#include "tests/web/typed_hours.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

TEST(AvailabilityPreview, PreviewsSlotsForBothSidesAcrossAClockChange) {
  world w;
  w.go_to("2027-03-08T08:00:00Z");
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const given = v.post(hours_page, doing("preview", with(evenings(), {{"preview_zone", "Asia/Kolkata"}})));

  EXPECT_EQ(given.status, 200);
  EXPECT_TRUE(shows(given, "24 slots in the next four weeks")) << given.content();
  // Daylight saving begins on 14 March in New York; the volunteer's 18:00 stays.
  EXPECT_TRUE(shows(given, "For you <span class=\"zone\">UTC−05:00, America/New_York</span></th>"));
  EXPECT_TRUE(shows(given, "For you <span class=\"zone\">UTC−04:00, America/New_York</span></th>"));
  EXPECT_TRUE(shows(given, "For a candidate in Kolkata <span class=\"zone\">UTC+05:30, Asia/Kolkata</span></th>"));
  EXPECT_TRUE(shows(given, "<td>Wed 10 Mar, 18:00–19:00</td><td>Thu 11 Mar, 04:30–05:30</td>"));
  EXPECT_TRUE(shows(given, "<td>Mon 15 Mar, 18:00–19:00</td><td>Tue 16 Mar, 03:30–04:30</td>"));
  EXPECT_EQ(stored(w, ada).revision, 0);
}

TEST(AvailabilityPreview, ExplainsHoursThatTheClockSkips) {
  world w;
  w.go_to("2027-03-08T08:00:00Z");
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  members const night{{"revision", "0"},          {"zone", "America/New_York"}, {"weekly-0-days", "sun"},
                      {"weekly-0-from", "02:00"}, {"weekly-0-to", "03:00"},     {"preview_zone", "Asia/Kolkata"}};

  auto const given = v.post(hours_page, doing("preview", night));

  EXPECT_TRUE(shows(given, "Sunday 14 March 2027: the clocks in New York go forward, from 02:00 to 03:00."));
  EXPECT_TRUE(shows(given, "Your hours 02:00–03:00 do not exist that day.")) << given.content();
}

TEST(AvailabilityPreview, ExplainsHoursThatComeTwiceAndTheClocksOfCandidates) {
  world w;
  w.go_to("2027-10-25T08:00:00Z");
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto fields = evenings();
  fields[2].second = "sun";
  fields[4].second = "00:00";
  fields[5].second = "02:00";

  auto const given = v.post(hours_page, doing("preview", with(fields, {{"preview_zone", "Europe/London"}})));

  EXPECT_TRUE(shows(given, "Your hours 00:00–02:00 are 1 hour longer that day: part of them comes twice."));
  EXPECT_TRUE(shows(given,
                    "Sunday 31 October 2027: the clocks in London go back, from 02:00 to 01:00. From then on, "
                    "candidates there see your hours 1 hour earlier."))
      << given.content();
  // Where the offset changes within a week, it stands at each time.
  EXPECT_TRUE(shows(given, "<td>Sun 7 Nov, 00:00–01:00 <span class=\"zone\">UTC−04:00, America/New_York</span></td>"));
  EXPECT_TRUE(shows(given, "<td>Sun 7 Nov, 01:00–02:00 <span class=\"zone\">UTC−05:00, America/New_York</span></td>"));
}

// Folded away, the limits say in hours what the form takes in minutes; what is no number stays as typed.
TEST(AvailabilityPreview, SaysTheLimitsInHours) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  members const limits{{"min_notice_minutes", "720"}, {"buffer_after_minutes", "90"}, {"step_minutes", "soon"}};

  auto const given = v.post(hours_page, doing("preview", with(evenings(), limits)));

  EXPECT_TRUE(shows(given,
                    "<span class=\"set\" id=\"set-limits\">Minutes from one start to the next: soon · Free after "
                    "each interview: 1 hour 30 minutes · At least 12 hours of notice</span>"))
      << given.content();
}

TEST(AvailabilityPreview, IsAnsweredAloneToAScriptAndSaysCalmlyWhatIsMissing) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  EXPECT_TRUE(shows(v.get(hours_page), "Nothing yet: tick a day and type from when to when."));
  auto unfinished = with(evenings(), {{"part", "preview"}});
  unfinished[5].second = "";

  auto const given = v.post(hours_page, doing("preview", unfinished));

  EXPECT_EQ(given.status, 200);
  EXPECT_TRUE(shows(given, "Not complete yet."));
  EXPECT_TRUE(shows(given, "Window 1, To: "));
  EXPECT_FALSE(shows(given, "<form"));
  EXPECT_FALSE(shows(given, "role=\"alert\""));
}

}  // namespace rehearse::test
