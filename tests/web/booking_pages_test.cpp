#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "tests/web/site_of_ada.hpp"

namespace rehearse::test {

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

TEST(BookingPages, BookWhatTheFormSays) {
  site_of_ada site;
  auto const shown = site.form_for(monday);
  EXPECT_TRUE(shows(shown, "Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Africa/Lagos)"));

  auto const given = site.chidi.post("/book/coding-60", site.filled(shown));

  ASSERT_EQ(given.status, 303) << given.content();
  auto const page = site.chidi.get(where(given));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(shows(page, "<h1>Your interview is booked</h1>"));
  EXPECT_TRUE(shows(page, "<p>An invitation is on its way to you by mail.</p>"))
      << "what the heading says, it does not";
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
  EXPECT_TRUE(shows(page, "<dt>Your level</dt><dd class=\"lines\" dir=\"auto\">senior</dd>"));
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
    EXPECT_FALSE(shows(page, "<script>")) << address;
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

TEST(BookingPages, AskNoMoreThanFourFieldsBeforeTheButton) {
  site_of_ada site;
  auto const asked_now = [&] {
    auto const page = std::string(site.form_for(monday).content());
    auto const fold = page.find("<details>");
    auto count = 0;
    for (auto const* label : {"Your name", "Your email address", "What would you like to practise?", "Your level",
                              "Your hopes", "Your fears", "Programming language", "I would like captions"})
      count += page.find(label) < fold ? 1 : 0;
    return fold == page.npos ? -1 : count;
  };
  auto const with_questions = [&](std::vector<intake_question> const& intake) {
    site.w
        .write([&](store& s) {
          auto type = read_interview_type(s, "coding-60").value();
          type.intake = intake;
          return change_interview_type(s, organizer(), type, {}, site.w.now());
        })
        .value();
    return asked_now();
  };
  intake_question const level{"level", "Your level", intake_kind::choice, {"junior", "senior"}, true};
  intake_question const hopes{"hopes", "Your hopes", intake_kind::text, {}, true};
  intake_question const fears{"fears", "Your fears", intake_kind::text, {}, false};

  EXPECT_EQ(asked_now(), 3);
  EXPECT_EQ(with_questions({level}), 4);
  EXPECT_EQ(with_questions({level, fears}), 4) << "what is optional can wait";
  EXPECT_EQ(with_questions({level, hopes}), 4) << "the goal waits as well";
  EXPECT_EQ(with_questions({level, hopes, {"fears", "Your fears", intake_kind::text, {}, true}}), 5)
      << "what the type demands is never folded away";
}

TEST(BookingPages, OpenWhatIsFoldedAwayWhereSomethingStandsInIt) {
  site_of_ada site;

  auto const bare = site.form_for(monday);
  auto const prefilled =
      site.chidi.get("/book/coding-60?zone=Africa/Lagos&accessibility=Captions&start=" + std::string(monday));

  EXPECT_TRUE(shows(bare, "<details>"));
  EXPECT_TRUE(shows(prefilled, "<details open>"));
}

TEST(BookingPages, TellBothSidesTimeAboveTheForm) {
  site_of_ada site;
  auto const one = site.form_for(monday);
  site.w.volunteer("Bisi").open("Mon 09:00-12:00", "Africa/Lagos");
  auto const two = site.form_for(monday);

  EXPECT_TRUE(shows(one, "For Ada: Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Europe/Paris)"));
  EXPECT_TRUE(shows(two, "One of 2 volunteers who are free then"));
  EXPECT_FALSE(shows(two, "For Ada"));
  EXPECT_FALSE(shows(one, "This is in your night."));
  EXPECT_TRUE(shows(site.chidi.get("/book/coding-60?zone=America/New_York&start=2026-11-09T09:00:00Z"),
                    "This is in your night."))
      << "04:00 there";
}

}  // namespace rehearse::test
