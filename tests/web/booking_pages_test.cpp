#include "scheduler/rules/time_zone.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/programme_desk.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

constexpr auto monday = "2026-11-09T08:00:00Z";

// A programme with one volunteer, open on Monday mornings of Paris.
struct site_of_ada {
  site_of_ada() {
    w.go_to("2026-11-03T08:00:00Z");  // a Tuesday
    ada.open("Mon 09:00-12:00", "Europe/Paris");
  }

  http::response form_for(std::string const& start) {
    return chidi.get("/book/coding-60?zone=Africa/Lagos&start=" + start);
  }
  // What a browser sends with the form as it was shown.
  members filled(http::response const& shown) {
    auto sent = hidden_members(shown.content(), "/book/");
    sent.insert(sent.end(), {{"name", "Chidi"}, {"email", "chidi@example.org"}, {"goal", "Graphs"}});
    return sent;
  }
  std::size_t bookings() {
    return w.read([this](store& s) { return list_bookings(s, organizer(), {}, w.now()).value().items.size(); });
  }

  world w;
  somebody ada = w.volunteer("Ada");
  web_server server{w};
  visitor chidi{server};
};

void expect_well_made(http::response const& page) {
  for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << fault << "\n" << page.content();
}

}  // namespace

TEST(BookingPages, AskForTheZoneBeforeAnyTimeIsShown) {
  site_of_ada site;

  auto const asked = site.chidi.get("/book/coding-60");
  auto const shown = site.chidi.get("/book/coding-60?zone=Africa/Lagos");

  EXPECT_TRUE(shows(asked, "Where are you?"));
  EXPECT_TRUE(shows(asked, "<option value=\"Asia/Kolkata\">Bengaluru"));
  EXPECT_FALSE(shows(asked, "name=\"start\""));
  EXPECT_TRUE(shows(shown, "In Lagos it is now 09:00"));
  EXPECT_TRUE(shows(shown, "UTC+01:00, Africa/Lagos"));
}

TEST(BookingPages, KnowTheZoneOfATypedCity) {
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

TEST(BookingPages, TakeTheZoneThatABrowserNamesByItsOldName) {
  site_of_ada site;

  auto const shown = site.chidi.get("/book/coding-60?zone=Asia/Calcutta");

  EXPECT_TRUE(shows(shown, "UTC+05:30, Asia/Calcutta"));
  EXPECT_TRUE(shows(shown, "value=\"2026-11-09T08:00:00Z\" required>13:30"));
}

TEST(BookingPages, SayThatTheFormWasSentWhenItComesAgainChanged) {
  site_of_ada site;
  auto sent = site.filled(site.form_for(monday));
  ASSERT_EQ(site.chidi.post("/book/coding-60", sent).status, 303);

  sent.emplace_back("accessibility", "typed after going back");
  auto const again = site.chidi.post("/book/coding-60", sent);

  EXPECT_EQ(again.status, 422);
  EXPECT_TRUE(shows(again, "This form was sent before"));
  EXPECT_EQ(site.bookings(), 1u);
}

TEST(BookingPages, ShowTheWeekOfTheNextFreeTimeByDaysOfHerZone) {
  site_of_ada site;

  auto const shown = site.chidi.get("/book/coding-60?zone=Asia/Kolkata");

  EXPECT_TRUE(shows(shown, "Monday 9 November 2026"));
  EXPECT_TRUE(shows(shown, "value=\"2026-11-09T08:00:00Z\" required>13:30"));
  EXPECT_TRUE(shows(shown, "UTC+05:30"));
  EXPECT_TRUE(shows(shown, "Later"));
}

TEST(BookingPages, LeadFromAnEmptyWeekToTheNextOpening) {
  site_of_ada site;
  site.ada.publish([] {
    auto hours = open_hours("Mon 09:00-12:00", "Europe/Paris");
    hours.overrides.push_back({.date = *read_date("2026-11-17"), .until = *read_date("2026-11-30"), .windows = {}});
    return hours;
  }());

  auto const shown = site.chidi.get("/book/coding-60?zone=Africa/Lagos&from=2026-11-17");

  EXPECT_TRUE(shows(shown, "Nothing is free in these seven days"));
  EXPECT_TRUE(shows(shown, "Next free time: Monday 30 November 2026"));
}

TEST(BookingPages, BookWhatTheFormSays) {
  site_of_ada site;
  auto const shown = site.form_for(monday);
  EXPECT_TRUE(shows(shown, "Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Africa/Lagos)"));

  auto const given = site.chidi.post("/book/coding-60", site.filled(shown));

  ASSERT_EQ(given.status, 303) << given.content();
  auto const page = site.chidi.get(where(given));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(shows(page, "Your interview is booked"));
  EXPECT_TRUE(shows(page, "09:00–10:00 (UTC+01:00, Africa/Lagos)"));
  EXPECT_TRUE(shows(page, "Graphs"));
  EXPECT_EQ(site.bookings(), 1u);
}

TEST(BookingPages, BookOnceWhenTheButtonIsPressedTwice) {
  site_of_ada site;
  auto const sent = site.filled(site.form_for(monday));

  auto const first = site.chidi.post("/book/coding-60", sent);
  auto const second = site.chidi.post("/book/coding-60", sent);

  EXPECT_EQ(first.status, 303);
  EXPECT_EQ(second.status, 303);
  EXPECT_EQ(where(first), where(second));
  EXPECT_EQ(site.chidi.get(where(second)).status, 200);
  EXPECT_EQ(site.bookings(), 1u);
}

TEST(BookingPages, KeepEverythingTypedWhenTheFormIsRefused) {
  site_of_ada site;
  auto sent = hidden_members(site.form_for(monday).content(), "/book/");
  sent.insert(sent.end(), {{"name", ""},
                           {"email", "chidi at home"},
                           {"goal", "Graphs & <trees>"},
                           {"format", "captions"},
                           {"format", "camera_off"},
                           {"editor", "shared_editor"},
                           {"job_leads", "yes"}});

  auto const given = site.chidi.post("/book/coding-60", sent);

  EXPECT_EQ(given.status, 422);
  expect_well_made(given);
  EXPECT_TRUE(shows(given, "<title>Error: "));
  EXPECT_TRUE(shows(given, "href=\"#email\""));
  EXPECT_TRUE(shows(given, "href=\"#name\""));
  EXPECT_TRUE(shows(given, "value=\"chidi at home\""));
  EXPECT_TRUE(shows(given, "Graphs &amp; &lt;trees&gt;</textarea>"));
  EXPECT_TRUE(shows(given, "value=\"captions\" checked"));
  EXPECT_TRUE(shows(given, "value=\"camera_off\" checked"));
  EXPECT_FALSE(shows(given, "value=\"low_bandwidth\" checked"));
  EXPECT_TRUE(shows(given, "value=\"shared_editor\" checked"));
  EXPECT_TRUE(shows(given, "value=\"yes\" checked"));
  EXPECT_EQ(value_of(given, "start"), monday);
  EXPECT_EQ(site.bookings(), 0u);
}

TEST(BookingPages, OfferOtherTimesAsButtonsWhenTheSlotIsTaken) {
  site_of_ada site;
  auto const sent = site.filled(site.form_for(monday));
  auto other = site.w.request(site.ada, monday);
  other.candidate.email = "bisi@example.org";
  ASSERT_TRUE(site.w.book(other));

  auto const given = site.chidi.post("/book/coding-60", sent);

  EXPECT_EQ(given.status, 409);
  expect_well_made(given);
  EXPECT_TRUE(shows(given, "Free instead"));
  EXPECT_TRUE(shows(given, "with Ada"));
  EXPECT_TRUE(shows(given, "<title>Error: "));
  EXPECT_TRUE(shows(given, "href=\"#alternatives\""));
  // Press the first button: the form as it stands there, another start.
  auto const offered = value_of(given, "other");
  EXPECT_EQ(offered, "2026-11-09T09:00:00Z " + site.ada.id.text);
  auto pressed = site.filled(given);
  pressed.emplace_back("other", offered);
  auto const again = site.chidi.post("/book/coding-60", pressed);
  EXPECT_EQ(again.status, 303) << again.content();
  EXPECT_EQ(where(site.chidi.post("/book/coding-60", pressed)), where(again)) << "pressed twice";
  EXPECT_TRUE(shows(site.chidi.get(where(again)), "Graphs"));
  EXPECT_EQ(site.bookings(), 2u);
}

TEST(BookingPages, AskTheTypesOwnQuestions) {
  site_of_ada site;
  site.w
      .write([&](store& s) {
        auto type = read_interview_type(s, "coding-60").value();
        type.intake = {{"level", "Your level", intake_kind::choice, {"junior", "senior"}, true}};
        return change_interview_type(s, organizer(), type, {}, site.w.now());
      })
      .value();
  auto sent = site.filled(site.form_for(monday));

  auto const refused = site.chidi.post("/book/coding-60", sent);
  EXPECT_EQ(site.bookings(), 0u);
  EXPECT_EQ(site.bookings(), 0u);
  sent.emplace_back("answer_level", "senior");
  auto const booked = site.chidi.post("/book/coding-60", sent);

  EXPECT_EQ(refused.status, 422);
  expect_well_made(refused);
  EXPECT_TRUE(shows(refused, "href=\"#answer_level\">Please answer: Your level</a>"));
  EXPECT_EQ(booked.status, 303) << booked.content();
  auto const page = site.chidi.get(where(booked));
  EXPECT_TRUE(shows(page, "<dt>Your level</dt><dd class=\"lines\">senior</dd>"));
}

TEST(BookingPages, SendToTheMailFirstWhereTheAddressMustBeConfirmed) {
  site_of_ada site;
  site.w.policy([](policy& p) { p.confirm_email = true; });

  auto const given = site.chidi.post("/book/coding-60", site.filled(site.form_for(monday)));

  EXPECT_EQ(given.status, 200);
  EXPECT_TRUE(shows(given, "look into your mail"));
  EXPECT_TRUE(shows(given, "09:00–10:00 (UTC+01:00, Africa/Lagos)"));
  EXPECT_TRUE(shows(given, "until Tuesday 3 November 2026, 09:15 (UTC+01:00, Africa/Lagos)"));
  EXPECT_TRUE(shows(given, "We sent a mail to chidi@example.org. Open it"));
  EXPECT_FALSE(shows(given, "/b/"));
}

TEST(BookingPages, EscapeHostileTexts) {
  site_of_ada site;
  site.w.type("system-design-45", 45min);
  std::string const hostile = "\"><script>alert(1)</script>";
  site.ada.is([&](volunteer& v) { v.name = hostile, v.headline = hostile; });
  auto sent = hidden_members(site.form_for(monday).content(), "/book/");
  sent.insert(sent.end(), {{"name", hostile}, {"email", "chidi@example.org"}, {"goal", hostile}});

  auto const booked = site.chidi.post("/book/coding-60", sent);
  auto const encoded = http::percent_encoded(hostile);

  ASSERT_EQ(booked.status, 303) << booked.content();
  for (auto const& address :
       {std::string("/"), "/v/" + site.ada.id.text, where(booked),
        "/book/coding-60?zone=Africa/Lagos&language=" + encoded, "/book/coding-60?x=" + encoded,
        "/book/coding-60?zone=Africa/Lagos&start=2026-11-09T09:00:00Z&name=" + encoded, "/find?email=" + encoded}) {
    auto const page = site.chidi.get(address);
    EXPECT_FALSE(shows(page, "<script")) << address;
    expect_well_made(page);
  }
}

TEST(BookingPages, SetNoCookie) {
  site_of_ada site;

  for (auto const address : {"/", "/book", "/book/coding-60", "/book/coding-60?zone=Africa/Lagos", "/find", "/privacy"})
    EXPECT_EQ(http::joined(site.chidi.get(address).headers, "Set-Cookie"), "") << address;
}

TEST(BookingPages, AreWellMade) {
  site_of_ada site;
  site.w.type("system-design-45", 45min);

  for (auto const& address :
       {std::string("/"), std::string("/book"), "/v/" + site.ada.id.text, std::string("/book/coding-60"),
        std::string("/book/coding-60?zone=Mars"), std::string("/book/coding-60?zone=Africa/Lagos"),
        std::string("/book/coding-60?zone=Africa/Lagos&from=2030-01-01"),
        "/book/coding-60?zone=Africa/Lagos&start=" + std::string(monday), std::string("/find"),
        std::string("/privacy")}) {
    auto const page = site.chidi.get(address);
    EXPECT_EQ(page.status, 200) << address;
    expect_well_made(page);
  }
}

TEST(BookingPages, SkipTheChoiceWhereThereIsNone) {
  site_of_ada site;

  EXPECT_EQ(where(site.chidi.get("/book?lang=en")), "/book/coding-60?lang=en");
  EXPECT_EQ(where(site.chidi.get("/v/" + site.ada.id.text)), "/book/coding-60?volunteer=" + site.ada.id.text);
  EXPECT_EQ(site.chidi.get("/v/vol_nobody").status, 404);
  EXPECT_EQ(site.chidi.get("/book/nothing").status, 404);
}

}  // namespace rehearse::test
