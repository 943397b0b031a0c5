// Forms that are not taken come back with all that was typed, whatever it was that did not take them.
#include "tests/support/failing_database.hpp"
#include "tests/web/site_of_ada.hpp"

namespace rehearse::test {

TEST(FormsGivenBack, ComeWhereAConnectionBooksTooOften) {
  site_of_ada site;
  web_server busy(site.w, false, "", 1);
  visitor chidi(busy);
  auto sent = site.filled(chidi.get("/book/coding-60?zone=Africa/Lagos&start=" + std::string(monday)));
  sent.emplace_back("accessibility", "Captions & <patience>");
  ASSERT_EQ(chidi.post("/book/coding-60", {}).status, 303) << "counts, and leads to the times";

  auto const given = chidi.post("/book/coding-60", sent);

  EXPECT_EQ(given.status, 429);
  EXPECT_EQ(http::joined(given.headers, "Retry-After"), "3600");
  EXPECT_TRUE(shows(given, "press the button again in 1 hour"));
  EXPECT_EQ(value_of(given, "name"), "Chidi");
  EXPECT_EQ(value_of(given, "start"), monday);
  EXPECT_TRUE(shows(given, "Captions &amp; &lt;patience&gt;</textarea>"));
  EXPECT_EQ(site.bookings(), 0u);
  expect_well_made(given);
}

TEST(FormsGivenBack, ComeWhereTheDatabaseCannotTakeTheBooking) {
  site_of_ada site;
  failing_database full(site.w.database());
  web_server busy(site.w, full);
  visitor chidi(busy);
  auto sent = site.filled(chidi.get("/book/coding-60?zone=Africa/Lagos&start=" + std::string(monday)));
  sent.emplace_back("accessibility", "Captions & <patience>");
  full.fails = true;

  auto const given = chidi.post("/book/coding-60", sent);
  full.fails = false;
  auto const again = chidi.post("/book/coding-60", site.filled(given));

  EXPECT_EQ(given.status, 503);
  EXPECT_EQ(http::joined(given.headers, "Retry-After"), "5");
  EXPECT_TRUE(shows(given, "Nothing has been saved. Please press the button again in a moment."));
  EXPECT_EQ(value_of(given, "name"), "Chidi");
  EXPECT_EQ(value_of(given, "start"), monday);
  EXPECT_TRUE(shows(given, "Captions &amp; &lt;patience&gt;</textarea>"));
  expect_well_made(given);
  EXPECT_EQ(again.status, 303);
  EXPECT_EQ(site.bookings(), 1u);
}

TEST(FormsGivenBack, SayThatNobodyKnowsWhereTheDatabaseWasLostInTheMiddle) {
  site_of_ada site;
  failing_database lost(site.w.database());
  web_server losing(site.w, lost);
  visitor chidi(losing);
  auto const sent = site.filled(chidi.get("/book/coding-60?zone=Africa/Lagos&start=" + std::string(monday)));
  lost.fails = lost.loses_the_outcome = true;

  auto const given = chidi.post("/book/coding-60", sent);

  EXPECT_EQ(given.status, 503);
  EXPECT_TRUE(shows(given, "We do not know whether this worked"));
  EXPECT_FALSE(shows(given, "Nothing has been saved"));
  EXPECT_EQ(value_of(given, "name"), "Chidi");
  expect_well_made(given);
}

// Of a form that has no page of its own to go back to while the database is away: all that was typed, unseen, and a
// button that sends it again.
TEST(FormsGivenBack, KeepWhatWasTypedIntoAnyOtherForm) {
  site_of_ada site;
  failing_database full(site.w.database());
  web_server busy(site.w, full);
  visitor chidi(busy);
  chidi.get("/find");
  full.fails = true;

  auto const given = chidi.post("/find", {{"email", "chidi@example.org"}});

  EXPECT_EQ(given.status, 503);
  EXPECT_EQ(http::joined(given.headers, "Retry-After"), "5");
  EXPECT_EQ(value_of(given, "email"), "chidi@example.org");
  EXPECT_TRUE(shows(given, "What you typed is not lost"));
  EXPECT_TRUE(shows(given, "Send it again"));
}

TEST(FormsGivenBack, ComeWhereSomebodySignedInMeanwhile) {
  site_of_ada site;
  auto const sent = site.filled(site.form_for(monday));
  site.chidi.sign_in("ada@example.org");

  auto const given = site.chidi.post_without_csrf("/book/coding-60", sent);
  auto const again = site.chidi.post("/book/coding-60", site.filled(given));

  EXPECT_EQ(given.status, 403);
  EXPECT_EQ(value_of(given, "name"), "Chidi");
  EXPECT_TRUE(shows(given, "nothing is booked yet"));
  EXPECT_EQ(again.status, 303);
}

}  // namespace rehearse::test
