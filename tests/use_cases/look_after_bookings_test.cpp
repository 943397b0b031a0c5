// Reading, listing, finding, and the passing of time.
#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

void find(world& w, std::string const& address, int mails_per_hour = 20) {
  w.write([&](store& s) {
    find_bookings(s, address, mails_per_hour, w.now());
    return 0;
  });
}

result<booking_page> list(world& w, caller const& who, booking_query const& asked = {}) {
  return w.read([&](store& s) { return list_bookings(s, who, asked, w.now()); });
}

TEST(ReadBooking, IsForItsCandidateItsVolunteerAndOrganizers) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-12:00");
  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  for (auto const& who : {candidate(b), volunteer_of(b), organizer()}) EXPECT_EQ(read(w, who, b.id)->id, b.id);
  for (auto const& who : strangers()) EXPECT_EQ(code_of(read(w, who, b.id)), errc::not_found);
  EXPECT_EQ(code_of(read(w, organizer(), {"bk_none"})), errc::not_found);
}

TEST(ListBookings, ShowsAVolunteerTheirOwnAndAnOrganizerAll) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-12:00");
  auto bob = w.volunteer("Bob").open("daily 09:00-12:00");
  auto const a = w.book(ada, "2026-11-09T09:00:00Z").value();
  auto const b = w.book(bob, "2026-11-09T10:00:00Z").value();

  ASSERT_EQ(list(w, ada.as())->items.size(), 1u);
  EXPECT_EQ(list(w, ada.as())->items[0].id, a.id);
  EXPECT_TRUE(list(w, ada.as(), {.volunteer = bob.id})->items.empty());
  EXPECT_EQ(list(w, organizer())->items.size(), 2u);
  EXPECT_EQ(list(w, organizer(), {.volunteer = bob.id})->items.at(0).id, b.id);
  EXPECT_EQ(code_of(list(w, candidate(a))), errc::forbidden);
  EXPECT_EQ(code_of(list(w, anonymous{})), errc::forbidden);
}

TEST(ListBookings, GoesOnWhereAPageEnds) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-12:00");
  auto const a = w.book(ada, "2026-11-09T09:00:00Z").value();
  auto const b = w.book(ada, "2026-11-09T10:00:00Z").value();

  auto const first = list(w, organizer(), {.limit = 1}).value();
  auto const second = list(w, organizer(), {.limit = 1, .cursor = first.next.value()}).value();

  EXPECT_EQ(first.items.at(0).id, a.id);
  EXPECT_EQ(second.items.at(0).id, b.id);
  EXPECT_EQ(second.next, std::nullopt);
  EXPECT_EQ(code_of(list(w, organizer(), {.cursor = "!"})), errc::bad_query);
}

TEST(FindBookings, MailsTheLinksOfOpenBookingsToTheAddress) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-12:00");
  auto const open = w.book(ada, "2026-11-09T09:00:00Z").value();
  auto const gone = w.book(ada, "2026-11-09T10:00:00Z").value();
  ASSERT_TRUE(cancel(w, candidate(gone), gone));

  find(w, "Chidi@example.org ");

  auto const told = w.outbox(mail_kind::found_links);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].recipient, "chidi@example.org");
  EXPECT_EQ(told[0].detail, R"({"bookings":[")" + open.id.text + R"("]})");
}

TEST(FindBookings, TellsNothingToAnAddressWithoutAny) {
  world w;

  find(w, "nobody@example.org");

  EXPECT_TRUE(w.outbox(mail_kind::found_links).empty());
}

TEST(FindBookings, MailsAnAddressOnlySoOftenInAnHour) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-12:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));

  for (int i = 0; i < 5; ++i) find(w, "chidi@example.org", 3);
  EXPECT_EQ(w.outbox(mail_kind::found_links).size(), 2u) << "the confirmation counts, too";
  w.advance(1h + 1s);
  find(w, "chidi@example.org", 3);
  EXPECT_EQ(w.outbox(mail_kind::found_links).size(), 3u);
  for (int i = 0; i < 9; ++i) find(w, "chidi@example.org", 0);
  EXPECT_EQ(w.outbox(mail_kind::found_links).size(), 12u) << "0 is no limit";
}

TEST(SettleBookings, LetsARunOutHoldExpire) {
  world w;
  w.policy([](policy& p) { p.confirm_email = true; });
  auto ada = w.volunteer("Ada").open("Mon 09:00-10:00");
  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();
  EXPECT_EQ(settle(w), 0);

  w.advance(15min);

  EXPECT_EQ(settle(w), 1);
  EXPECT_EQ(stored(w, b.id).state, booking_state::expired);
  EXPECT_EQ(stored(w, b.id).history.back().by, party::system);
  EXPECT_TRUE(occupations(w, ada.id).empty());
  EXPECT_TRUE(waiting(mails_about(w, b)).empty());
  EXPECT_EQ(settle(w), 0);
}

TEST(SettleBookings, CompletesWhatNobodyReportedForSevenDays) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-10:00");
  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();
  w.go_to("2026-11-16T09:59:59Z");
  EXPECT_EQ(settle(w), 0);

  w.advance(1s);

  EXPECT_EQ(settle(w), 1);
  EXPECT_EQ(stored(w, b.id).state, booking_state::completed);
}

TEST(SettleBookings, IsNotHeldUpByInterviewsThatAreDisputed) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto const disputed = w.book(ada, "2026-11-09T09:00:00Z").value();
  auto const quiet = w.book(ada, "2026-11-09T10:00:00Z").value();
  w.go_to("2026-11-09T12:00:00Z");
  presence_request const absent{disputed.id, presence::did_not_come, presence::came};
  w.write([&](store& s) { return report_presence(s, volunteer_of(disputed), absent, w.now()); }).value();
  w.go_to("2026-11-20T12:00:00Z");

  EXPECT_EQ(settle(w, 1), 1);
  EXPECT_EQ(stored(w, quiet.id).state, booking_state::completed);
  EXPECT_EQ(stored(w, disputed.id).state, booking_state::confirmed);
}

TEST(ListedBookings, GiveEveryComingOneAndEveryOtherPageByPage) {
  world w;
  w.policy([](policy& p) {
    p.max_open_bookings.reset();
    p.max_bookings.reset();
  });
  auto ada = w.volunteer("Ada").open("daily 00:00-24:00");
  std::vector<booking> made;
  for (int i = 0; i < 7; ++i) {
    auto asked = w.request(ada, "2026-11-09T09:00:00Z");
    asked.start += date::days{i};
    made.push_back(w.book(asked).value());
  }
  cancel(w, candidate(made[6]), made[6]).value();
  w.go_to("2026-11-10T09:30:00Z");  // the second is on
  auto const all_of = [&](booking_query::part which) {
    booking_query q{.limit = 2, .latest_first = which == booking_query::part::over, .which = which};
    std::vector<booking_id> found;
    for (;;) {
      auto const page = list(w, ada.as(), q).value();
      for (auto const& b : page.items) found.push_back(b.id);
      if (!page.next) return found;
      q.cursor = *page.next;
    }
  };

  EXPECT_EQ(all_of(booking_query::part::coming),
            (std::vector{made[1].id, made[2].id, made[3].id, made[4].id, made[5].id}));
  EXPECT_EQ(all_of(booking_query::part::over), (std::vector{made[6].id, made[0].id}));
}

TEST(ListedBookings, AreAsTimeHasMadeThem) {
  world w;
  w.policy([](policy& p) { p.confirm_email = true; });
  auto ada = w.volunteer("Ada").open("daily 00:00-24:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));
  w.advance(15min);

  EXPECT_EQ(list(w, ada.as(), {}).value().items.at(0).state, booking_state::expired);
  EXPECT_TRUE(list(w, ada.as(), {.state = booking_state::pending}).value().items.empty());
}

}  // namespace
}  // namespace rehearse::test
