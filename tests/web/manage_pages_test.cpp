#include "tests/web/booked_site.hpp"

namespace rehearse::test {

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

TEST(ManagePages, ShowFewerDaysToMoveToWhereManyTimesAreFree) {
  booked_site site;
  site.ada.open("daily 00:00-24:00", "Africa/Lagos");
  site.book();

  auto const first = site.chidi.get(site.link + "/move?from=2026-11-09");
  auto const second = site.chidi.get(site.link + "/move?from=2026-11-10");

  EXPECT_TRUE(shows(first, "<strong>Mon 9 Nov</strong>"));
  EXPECT_TRUE(shows(first, "/move?from=2026-11-10\">Later"));
  EXPECT_TRUE(shows(second, "value=\"2026-11-10T08:00:00Z\""));
  EXPECT_LT(first.content().size(), 8u * 1024) << "uncompressed, beside styles and script";
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
