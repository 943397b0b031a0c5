#include "tests/web/booked_site.hpp"

namespace rehearse::test {

TEST(ConfirmPages, AskTheNewAddressBeforeItCounts) {
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

TEST(ConfirmPages, ConfirmAPendingBookingByTheButtonAlone) {
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

TEST(ConfirmPages, SendTheMailOfAPendingBookingAgain) {
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

TEST(ConfirmPages, SayThatALinkWasUsedAndLeadOn) {
  booked_site site;
  site.w.policy([](policy& p) { p.confirm_email = true; });
  site.book();
  auto const link = "/confirm/" + link_in_mail(site, token_purpose::confirm_address);
  ASSERT_EQ(site.chidi.post(link, {}).status, 303);

  EXPECT_TRUE(shows(site.chidi.get(link), "This interview is booked already. The button opens its page."));
  EXPECT_EQ(where(site.chidi.post(link, {})), site.link);
}

TEST(ConfirmPages, SayWhenAPendingBookingHasExpired) {
  booked_site site;
  site.w.policy([](policy& p) { p.confirm_email = true; });
  site.book();
  auto const link = "/confirm/" + link_in_mail(site, token_purpose::confirm_address);
  site.w.advance(16min);

  EXPECT_EQ(site.chidi.get(link).status, 410);
  EXPECT_EQ(site.chidi.post(link, {}).status, 410);
  EXPECT_TRUE(shows(site.chidi.get(site.link), "This booking has expired"));
}

TEST(ConfirmPages, CorrectAPendingBookingButForItsAddress) {
  booked_site site;
  site.w.policy([](policy& p) { p.confirm_email = true; });
  site.book();

  auto const form = site.chidi.get(site.link + "/change");
  auto sent = site.hidden("/change");
  sent.insert(sent.end(), {{"name", "Chidi A."}, {"zone", "Africa/Lagos"}});
  auto const given = site.chidi.post(site.link + "/change", sent);

  EXPECT_FALSE(shows(form, "name=\"email\""));
  EXPECT_TRUE(shows(form, "The mail to confirm went to chidi@example.org."));
  EXPECT_EQ(where(given), site.link + "?done=changed");
  EXPECT_EQ(site.now().candidate.name, "Chidi A.");
  EXPECT_EQ(site.now().candidate.email, "chidi@example.org");
  expect_well_made(form);
}

}  // namespace rehearse::test
