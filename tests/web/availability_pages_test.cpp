#include "tests/web/typed_hours.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

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

  auto const given = v.post(hours_page, doing("publish", fields));

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
                                       {"overrides-0-windows-0-from", "nine"},
                                       {"overrides-0-windows-0-to", "10:00"},
                                       {"min_notice_minutes", "soon"}});

  auto const given = v.post(hours_page, doing("publish", typed));

  EXPECT_EQ(given.status, 422);
  EXPECT_EQ(stored(w, ada).revision, 0);
  for (auto const* field : {"weekly-1-to", "overrides-0-date", "overrides-0-windows-0-from", "min_notice_minutes"}) {
    EXPECT_TRUE(shows(given, std::string("<a href=\"#") + field + "\">")) << field;
    EXPECT_TRUE(shows(given, std::string("id=\"") + field + "\"")) << field;
  }
  EXPECT_EQ(value_of(given, "weekly-0-from"), "18:00");
  EXPECT_EQ(value_of(given, "weekly-1-to"), "25:00");
  EXPECT_EQ(value_of(given, "overrides-0-windows-0-from"), "nine");
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

  auto const stale = v.post(hours_page, doing("publish", evenings("0")));

  EXPECT_EQ(stale.status, 412);
  EXPECT_TRUE(shows(stale, "<mark>Tuesday: 09:00–12:00</mark>"));
  EXPECT_TRUE(shows(stale, "<mark>Monday, Wednesday: 18:00–21:00</mark>"));
  EXPECT_TRUE(shows(stale, "form=\"hours\" name=\"do\" value=\"publish\">Publish mine in its place"));
  EXPECT_EQ(value_of(stale, "weekly-0-from"), "18:00");
  EXPECT_EQ(value_of(stale, "revision"), "1");
  EXPECT_EQ(stored(w, ada).published.zone, "Europe/Paris");

  EXPECT_EQ(v.post(hours_page, doing("publish", evenings(value_of(stale, "revision")))).status, 303);
  EXPECT_EQ(stored(w, ada).published.zone, "America/New_York");
}

TEST(AvailabilityPage, NamesInterviewsThatAreOutsideTheNewHours) {
  world w;
  auto ada = w.volunteer("Ada");
  ada.open("Tue 09:00-12:00");
  w.book(ada, "2026-11-10T09:00:00Z").value();
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const after = v.get(where(v.post(hours_page, doing("publish", evenings("1")))));

  EXPECT_TRUE(shows(after, "Interviews outside these hours"));
  EXPECT_TRUE(shows(after, "coding-60 with Chidi"));
}

TEST(AvailabilityPage, WarnsWhenThereIsNoPlaceToMeet) {
  world w;
  auto ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  EXPECT_TRUE(shows(v.get(hours_page), "There is no place to meet yet"));
  ada.is([](rehearse::volunteer& r) { r.meeting_url = "https://meet.example.org/ada"; });
  EXPECT_FALSE(shows(v.get(hours_page), "There is no place to meet yet"));
}

TEST(AvailabilityPage, PublishesOnlyWithTheTokenOfTheSessionAndOnlyOnesOwn) {
  world w;
  auto const ada = w.volunteer("Ada");
  auto const bob = w.volunteer("Bob");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  EXPECT_EQ(v.post_without_csrf(hours_page, doing("publish", evenings())).status, 403);
  EXPECT_EQ(stored(w, ada).revision, 0);

  v.post(hours_page, doing("publish", with(evenings(), {{"volunteer", bob.id.text}})));
  EXPECT_EQ(stored(w, bob).revision, 0);
  EXPECT_EQ(where(visitor(server).get(hours_page)), "/sign-in?next=%2Fvolunteer%2Favailability");
}

TEST(AvailabilityPage, LosesNoHoursWhenTheSessionHasEnded) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor stranger(server);

  auto const sent_away = where(stranger.post(hours_page, doing("publish", evenings())));
  EXPECT_TRUE(shows(stranger.get(sent_away), "You were signed out, so nothing was published.")) << sent_away;

  // Signed in again in another tab, and back at the form with the token of before.
  stranger.sign_in("ada@example.org");
  auto const back = stranger.post_without_csrf(hours_page, doing("publish", evenings()));
  EXPECT_EQ(back.status, 403);
  EXPECT_TRUE(shows(back, "so nothing was published yet"));
  EXPECT_EQ(value_of(back, "weekly-0-from"), "18:00");
  EXPECT_EQ(stored(w, ada).revision, 0);
  EXPECT_EQ(stranger.post(hours_page, doing("publish", evenings())).status, 303);
}

TEST(AvailabilityPage, WarnsWhenNoHoursWerePublished) {
  world w;
  w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const given = v.post(hours_page, doing("publish", {{"revision", "0"}, {"zone", "America/New_York"}}));

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
                                            {"overrides-0-windows-0-from", "nine"},
                                            {"overrides-0-windows-0-to", "10:00"},
                                            {"travel-0-from", "x"},
                                            {"travel-0-to", ""},
                                            {"travel-0-zone", ""},
                                            {"welcome_zones", "Mars/Olympus"},
                                            {"zone", "Nowhere"}});

  for (auto const& shown :
       {v.get(hours_page), v.post(hours_page, doing("preview", evenings())),
        v.post(hours_page, doing("publish", everything)), v.get("/volunteer/profile"), v.get("/volunteer/interviews"),
        v.get("/docs/plain"), v.get("/problems"), v.get("/problems/invalid"), v.get("/sign-in")})
    for (auto const& fault : faults_of_page(shown.content())) ADD_FAILURE() << fault;
}

}  // namespace rehearse::test
