#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/programme_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "server/web/frame/booking_words.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

// Chidi of Lagos has an interview with Ada of Paris, Monday 9 November, 08:00 UTC.
struct booked_site {
  booked_site() {
    w.go_to("2026-11-03T08:00:00Z");  // a Tuesday
    ada.open("Mon 09:00-12:00", "Europe/Paris");
  }

  void book() {
    auto const made = w.book(ada, "2026-11-09T08:00:00Z").value();
    id = made.id;
    link = "/b/" + w.read([&](store& s) { return manage_token_of(s, made); });
  }
  booking now() {
    return w.read([&](store& s) { return read_booking(s, organizer(), id, w.now()); }).value();
  }
  members hidden(std::string const& page) { return hidden_members(chidi.get(link + page).content(), link + page); }

  world w;
  somebody ada = w.volunteer("Ada");
  web_server server{w};
  visitor chidi{server};
  booking_id id;
  std::string link;
};

void expect_well_made(http::response const& page) {
  for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << fault << "\n" << page.content();
}

std::string link_in_mail(booked_site& site, token_purpose purpose) {
  auto const b = site.now();
  return link_token(site.w.secret(), {purpose, b.id.text, b.confirm_generation});
}

}  // namespace

TEST(ManagePages, ShowBothSidesTimesWithTheirZones) {
  booked_site site;
  site.book();

  auto const page = site.chidi.get(site.link);

  EXPECT_TRUE(shows(page, "Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Africa/Lagos)"));
  EXPECT_TRUE(shows(page, "For Ada: Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Europe/Paris)"));
  EXPECT_TRUE(shows(page, "far better than not coming"));
  expect_well_made(page);
}

TEST(ManagePages, ChangeNothingByGet) {
  booked_site site;
  site.book();
  auto const before = site.now();

  for (auto const page : {"", ".ics", "/cancel", "/move", "/change", "?done=cancelled"}) {
    auto const given = site.chidi.get(site.link + page);
    EXPECT_EQ(given.status, 200) << page;
    if (std::string_view(page) != ".ics") expect_well_made(given);
  }
  for (auto const deed : {"/attendance", "/late", "/presence"})
    EXPECT_EQ(site.chidi.get(site.link + deed).status, 405) << deed;

  EXPECT_EQ(site.now().revision, before.revision);
  EXPECT_EQ(site.now().state, booking_state::confirmed);
}

TEST(ManagePages, OpenNothingForAnotherToken) {
  booked_site site;
  site.book();
  auto altered = site.link;
  altered.back() = altered.back() == 'A' ? 'B' : 'A';

  for (auto const page : {"", ".ics", "/cancel", "/move", "/change"})
    EXPECT_EQ(site.chidi.get(altered + page).status, 404) << page;
  for (auto const deed : {"/attendance", "/late", "/presence", "/cancel", "/move", "/change"})
    EXPECT_EQ(site.chidi.post(altered + deed, {}).status, 404) << deed;
  EXPECT_EQ(site.now().state, booking_state::confirmed);
}

TEST(ManagePages, CancelByTheButton) {
  booked_site site;
  site.book();

  auto const given = site.chidi.post(site.link + "/cancel", {{"reason", "conflict"}, {"message", "Sorry!"}});

  EXPECT_EQ(where(given), site.link + "?done=cancelled");
  EXPECT_EQ(site.now().state, booking_state::cancelled);
  EXPECT_EQ(site.now().cancelled->reason, cancel_reason::conflict);
  auto const page = site.chidi.get(where(given));
  EXPECT_TRUE(shows(page, "This interview is cancelled"));
  EXPECT_TRUE(shows(page, "Book another interview"));
  EXPECT_TRUE(shows(site.chidi.get(site.link + ".ics"), "STATUS:CANCELLED"));
}

TEST(ManagePages, LeadFromCancellingToAnotherTime) {
  booked_site site;
  site.book();

  auto const given = site.chidi.post(site.link + "/cancel", {{"reason", "other"}, {"then", "book"}});

  EXPECT_EQ(where(given), "/book/coding-60?zone=Africa%2FLagos&done=cancelled");
  EXPECT_EQ(site.now().state, booking_state::cancelled);
  auto const times = site.chidi.get(where(given));
  EXPECT_TRUE(shows(times, "Your interview is cancelled. Choose another time here."));
  EXPECT_FALSE(shows(times, "done=")) << "no link says it again";
}

TEST(ManagePages, MoveToATimeThatIsFree) {
  booked_site site;
  site.book();
  auto const page = site.chidi.get(site.link + "/move");
  EXPECT_TRUE(shows(page, "value=\"2026-11-09T09:00:00Z\""));
  EXPECT_FALSE(shows(page, "value=\"2026-11-09T08:00:00Z\""));

  auto const given = site.chidi.post(site.link + "/move", {{"start", "2026-11-09T09:00:00Z"}});

  EXPECT_EQ(where(given), site.link + "?done=moved");
  EXPECT_EQ(site.now().start, at("2026-11-09T09:00:00Z"));
  EXPECT_EQ(site.now().sequence, 1);
}

TEST(ManagePages, SayWhenTheTimeToMoveToIsTaken) {
  booked_site site;
  site.book();

  auto const given = site.chidi.post(site.link + "/move", {{"start", "2026-11-10T09:00:00Z"}});
  auto const nothing = site.chidi.post(site.link + "/move", {});

  EXPECT_EQ(given.status, 409);
  EXPECT_TRUE(shows(given, "not free any more"));
  EXPECT_TRUE(shows(given, "href=\"#alternatives\""));
  EXPECT_TRUE(shows(given, "name=\"start\" value=\"2026-11-09T10:00:00Z\">Monday")) << "as a button";
  EXPECT_FALSE(shows(nothing, "id=\"alternatives\""));
  expect_well_made(given);
  EXPECT_EQ(nothing.status, 422);
  expect_well_made(nothing);
  EXPECT_EQ(site.now().start, at("2026-11-09T08:00:00Z"));
}

TEST(ManagePages, CorrectWhatTheCandidateTold) {
  booked_site site;
  site.book();
  auto sent = site.hidden("/change");
  sent.insert(sent.end(), {{"name", "Chidi A."},
                           {"email", "chidi@example.org"},
                           {"zone", "Asia/Kolkata"},
                           {"goal", "Trees"},
                           {"programming_language", "Go"}});

  auto const given = site.chidi.post(site.link + "/change", sent);
  auto const again = site.chidi.post(site.link + "/change", sent);  // with the revision of before

  EXPECT_EQ(where(given), site.link + "?done=changed");
  EXPECT_EQ(site.now().candidate.name, "Chidi A.");
  EXPECT_EQ(site.now().candidate.zone, "Asia/Kolkata");
  EXPECT_EQ(site.now().prepared.goal, "Trees");
  EXPECT_EQ(again.status, 412);
  EXPECT_TRUE(shows(again, "changed meanwhile"));
  expect_well_made(again);
}

TEST(ManagePages, AskTheNewAddressBeforeItCounts) {
  booked_site site;
  site.book();
  auto sent = site.hidden("/change");
  sent.insert(sent.end(), {{"name", "Chidi"}, {"email", "new@example.org"}, {"zone", "Africa/Lagos"}});
  EXPECT_EQ(where(site.chidi.post(site.link + "/change", sent)), site.link + "?done=new_address_asked");
  EXPECT_EQ(site.now().candidate.email, "chidi@example.org");
  auto const link = "/new-address/" + link_in_mail(site, token_purpose::change_address);

  auto const page = site.chidi.get(link);
  EXPECT_EQ(page.status, 200);
  expect_well_made(page);
  EXPECT_EQ(site.now().candidate.email, "chidi@example.org");

  EXPECT_EQ(site.chidi.post(link, {}).status, 303);
  EXPECT_EQ(site.now().candidate.email, "new@example.org");
}

TEST(ManagePages, ConfirmAPendingBookingByTheButtonAlone) {
  booked_site site;
  site.w.policy([](policy& p) { p.confirm_email = true; });
  site.book();
  auto const link = "/confirm/" + link_in_mail(site, token_purpose::confirm_address);

  auto const page = site.chidi.get(link);
  EXPECT_EQ(page.status, 200);
  expect_well_made(page);
  EXPECT_EQ(site.now().state, booking_state::pending);

  auto const given = site.chidi.post(link, {});
  EXPECT_EQ(given.status, 303);
  EXPECT_EQ(site.now().state, booking_state::confirmed);
  EXPECT_TRUE(shows(site.chidi.get(where(given)), "Your interview is booked"));
  EXPECT_EQ(site.chidi.get("/confirm/nothing.nothing").status, 410);
}

TEST(ManagePages, ShowOfAPendingBookingNoPlaceAndOneWayOn) {
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

TEST(ManagePages, SendTheMailOfAPendingBookingAgain) {
  booked_site site;
  site.w.policy([](policy& p) { p.confirm_email = true; });
  site.book();
  EXPECT_TRUE(shows(site.chidi.get(site.link), "Send the mail again"));

  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(where(site.chidi.post(site.link + "/mail", {})), site.link + "?done=mailed_again");
  auto const sixth = site.chidi.post(site.link + "/mail", {});

  EXPECT_EQ(site.w.outbox(mail_kind::address_confirmation).size(), 5u);
  EXPECT_EQ(sixth.status, 409);
  expect_well_made(sixth);
}

TEST(ManagePages, SayThatALinkWasUsedAndLeadOn) {
  booked_site site;
  site.w.policy([](policy& p) { p.confirm_email = true; });
  site.book();
  auto const link = "/confirm/" + link_in_mail(site, token_purpose::confirm_address);
  ASSERT_EQ(site.chidi.post(link, {}).status, 303);

  EXPECT_TRUE(shows(site.chidi.get(link), "This interview is booked already. The button opens its page."));
  EXPECT_EQ(where(site.chidi.post(link, {})), site.link);
}

TEST(ManagePages, TellBothSidesWhoRunsLateAndWhenItWasSaid) {
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

TEST(ManagePages, KeepAWayToAPersonWhateverBecomesOfTheInterview) {
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
  EXPECT_TRUE(shows(begun, "Wait ten minutes, then tell us here, or write to team@example.org."));
  for (auto const& page : {begun, cancelled}) EXPECT_TRUE(shows(page, "mailto:team@example.org"));
}

TEST(ManagePages, RepeatWhatTheCandidateToldOfWhoCame) {
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

TEST(ManagePages, HaveWordsForEverythingThatHistoriesTell) {
  for (auto const what : history_events())
    EXPECT_NE(history_words(words("en"), {{}, party::system, std::string(what)}), what);
}

TEST(ManagePages, SayWhenAPendingBookingHasExpired) {
  booked_site site;
  site.w.policy([](policy& p) { p.confirm_email = true; });
  site.book();
  auto const link = "/confirm/" + link_in_mail(site, token_purpose::confirm_address);
  site.w.advance(16min);

  EXPECT_EQ(site.chidi.get(link).status, 410);
  EXPECT_EQ(site.chidi.post(link, {}).status, 410);
  EXPECT_TRUE(shows(site.chidi.get(site.link), "This booking has expired"));
}

TEST(ManagePages, AskFirstWhetherOneComesOnceAReminderAskedIt) {
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

TEST(ManagePages, ConfirmAttendanceTellOfLatenessAndReportWhoCame) {
  booked_site site;
  site.book();
  EXPECT_EQ(site.chidi.post(site.link + "/late", {{"minutes", "10"}}).status, 409);
  EXPECT_EQ(where(site.chidi.post(site.link + "/attendance", {})), site.link + "?done=attendance");
  EXPECT_EQ(site.now().attends, attendance::confirmed);

  site.w.go_to("2026-11-09T07:30:00Z");
  expect_well_made(site.chidi.get(site.link));
  auto const wrong = site.chidi.post(site.link + "/late", {{"minutes", "soon"}});
  EXPECT_EQ(wrong.status, 422);
  expect_well_made(wrong);
  EXPECT_EQ(where(site.chidi.post(site.link + "/late", {{"minutes", "10"}})), site.link + "?done=late");

  site.w.go_to("2026-11-09T09:30:00Z");
  expect_well_made(site.chidi.get(site.link));
  EXPECT_EQ(where(site.chidi.post(site.link + "/presence", {{"candidate", "came"}, {"volunteer", "came"}})),
            site.link + "?done=presence");
  EXPECT_EQ(site.now().state, booking_state::completed);
}

TEST(ManagePages, GiveTheCalendarFileOfTheBooking) {
  booked_site site;
  site.book();

  auto const file = site.chidi.get(site.link + ".ics");

  EXPECT_EQ(http::joined(file.headers, "Content-Type"), "text/calendar; charset=utf-8");
  EXPECT_TRUE(shows(file, "UID:" + site.id.text + "@"));
  EXPECT_TRUE(shows(file, "DTSTART:20261109T080000Z"));
}

TEST(FindPage, SaysTheSameForEveryAddress) {
  booked_site site;
  site.book();
  auto const mails = site.w.outbox(mail_kind::found_links).size();

  auto const known = site.chidi.post("/find", {{"email", "chidi@example.org"}});
  auto const unknown = site.chidi.post("/find", {{"email", "bob@example.org"}});
  auto const wrong = site.chidi.post("/find", {{"email", "bob"}});

  EXPECT_EQ(known.status, 200);
  EXPECT_TRUE(shows(known, "If an interview is booked"));
  EXPECT_TRUE(shows(unknown, "If an interview is booked"));
  EXPECT_EQ(wrong.status, 422);
  expect_well_made(wrong);
  EXPECT_EQ(site.w.outbox(mail_kind::found_links).size(), mails + 1);
}

}  // namespace rehearse::test
