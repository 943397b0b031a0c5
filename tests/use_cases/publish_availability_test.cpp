#include "scheduler/use_cases/publish_availability.hpp"

#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "tests/support/world.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

result<published_availability> publish(world& w, caller const& who, publish_availability_request const& asked) {
  return w.write([&](store& s) { return publish_availability(s, who, asked, w.now()); });
}

result<availability_record> read(world& w, caller const& who, volunteer_id const& of) {
  return w.read([&](store& s) { return read_availability(s, who, of); });
}

TEST(ReadAvailability, IsEmptyInTheVolunteersZoneUntilSomeIsPublished) {
  world w;
  auto ada = w.volunteer("Ada");
  ada.is([](volunteer& v) { v.zone = "Europe/Paris"; });

  auto const record = read(w, ada.as(), ada.id).value();

  EXPECT_EQ(record.revision, 0);
  EXPECT_EQ(record.published.zone, "Europe/Paris");
  EXPECT_TRUE(record.published.weekly.empty());
}

TEST(ReadAvailability, IsForTheVolunteerAndTheOrganizerAlone) {
  world w;
  auto ada = w.volunteer("Ada"), bola = w.volunteer("Bola");

  EXPECT_TRUE(read(w, organizer(), ada.id));
  EXPECT_EQ(read(w, bola.as(), ada.id).error().code, errc::not_found);
  EXPECT_EQ(read(w, anonymous{}, ada.id).error().code, errc::not_found);
}

TEST(PublishAvailability, KeepsTheWholeDocument) {
  world w;
  auto ada = w.volunteer("Ada");
  auto hours = open_hours("Mon,Wed 18:00-21:00", "America/New_York");
  hours.travel = {{local_date{date::days{20790}}, local_date{date::days{20800}}, "Europe/London"}};
  hours.overrides = {{local_date{date::days{20811}}, {}, override_mode::block, {{19h, 20h}}}};
  hours.step = 30min;
  hours.buffer_after = 15min;
  hours.max_per_day = 2;
  hours.welcome_zones = {"Africa/Lagos"};

  auto const published = publish(w, ada.as(), {ada.id, hours, {}, false}).value();

  EXPECT_EQ(published.record.revision, 1);
  EXPECT_EQ(read(w, ada.as(), ada.id).value().published, hours);
}

TEST(PublishAvailability, RefusesARevisionThatIsNotTheStoredOne) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto const hours = open_hours("Tue 09:00-12:00", "UTC");

  EXPECT_EQ(publish(w, ada.as(), {ada.id, hours, 0, false}).error().code, errc::precondition_failed);
  EXPECT_EQ(publish(w, ada.as(), {ada.id, hours, {}, true}).error().code, errc::precondition_failed);
  EXPECT_EQ(publish(w, ada.as(), {ada.id, hours, 1, false}).value().record.revision, 2);
}

TEST(PublishAvailability, CreatesOnlyWhereThereIsNone) {
  world w;
  auto ada = w.volunteer("Ada");

  auto const first = publish(w, ada.as(), {ada.id, open_hours("Tue 09:00-12:00", "UTC"), {}, true});

  EXPECT_EQ(first.value().record.revision, 1);
}

TEST(PublishAvailability, NamesEveryMistake) {
  world w;
  auto ada = w.volunteer("Ada");
  auto hours = open_hours("Mon 09:00-12:00", "Mars/Olympus");
  hours.max_per_day = 0;

  auto const refused = publish(w, ada.as(), {ada.id, hours, {}, false});

  EXPECT_EQ(refused.error().code, errc::invalid);
  EXPECT_EQ(refused.error().errors.size(), 2u);
}

TEST(PublishAvailability, AnswersTheBookingsThatItWouldNotOffer) {
  world w;
  w.policy([](policy& p) { p.max_open_bookings.reset(); });
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto const stays = w.book(ada, "2026-11-09T09:00:00Z").value();
  auto const outside = w.book(ada, "2026-11-09T11:00:00Z").value();

  auto const done = publish(w, ada.as(), {ada.id, open_hours("Mon 09:00-11:30", "UTC"), {}, false}).value();

  EXPECT_EQ(done.bookings_outside, std::vector{outside.id});
}

TEST(PublishAvailability, DoesNotCountNoticeHorizonAndMaximaAgainstWhatIsBooked) {
  world w;
  w.policy([](policy& p) { p.max_open_bookings.reset(); });
  auto ada = w.volunteer("Ada").open("Mon-Fri 09:00-12:00");
  ASSERT_TRUE(w.book(ada, "2026-11-02T09:00:00Z"));
  ASSERT_TRUE(w.book(ada, "2026-11-02T10:00:00Z"));
  ASSERT_TRUE(w.book(ada, "2026-11-27T10:00:00Z"));
  auto strict = open_hours("Mon-Fri 09:00-12:00", "UTC");
  strict.min_notice = 2880min;
  strict.horizon = date::days{7};
  strict.max_per_day = 1;

  auto const done = publish(w, ada.as(), {ada.id, strict, {}, false}).value();

  EXPECT_TRUE(done.bookings_outside.empty());
}

TEST(PublishAvailability, AsksWhetherWhatIsBookedLiesInTheHoursNotOnTheirGrid) {
  world w;
  w.policy([](policy& p) { p.max_open_bookings.reset(); });
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));
  auto const late = w.book(ada, "2026-11-09T11:00:00Z").value();
  auto const shifted = open_hours("Mon 08:30-10:30; Mon 10:30-11:45", "UTC");

  auto const done = publish(w, ada.as(), {ada.id, shifted, {}, false}).value();

  EXPECT_EQ(done.bookings_outside, std::vector{late.id});
}

TEST(PublishAvailability, WarnsWhereNoPlaceToMeetIsKnown) {
  world w;
  auto ada = w.volunteer("Ada"), bola = w.volunteer("Bola");
  bola.is([](volunteer& v) { v.meeting_url = "https://meet.example.org/bola"; });
  auto const hours = open_hours("Mon 09:00-12:00", "UTC");

  EXPECT_TRUE(publish(w, ada.as(), {ada.id, hours, {}, false}).value().without_place);
  EXPECT_FALSE(publish(w, bola.as(), {bola.id, hours, {}, false}).value().without_place);
}

TEST(PublishAvailability, IsNotForOthers) {
  world w;
  auto ada = w.volunteer("Ada"), bola = w.volunteer("Bola");
  auto const hours = open_hours("Mon 09:00-12:00", "UTC");

  EXPECT_EQ(publish(w, bola.as(), {ada.id, hours, {}, false}).error().code, errc::not_found);
  EXPECT_EQ(publish(w, anonymous{}, {ada.id, hours, {}, false}).error().code, errc::not_found);
  EXPECT_TRUE(publish(w, organizer(), {ada.id, hours, {}, false}));
}

TEST(PreviewSlots, ShowsADraftWithWhatIsBookedAndStoresNothing) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T10:00:00Z"));
  preview_request const asked{ada.id, open_hours("Mon 10:00-13:00", "UTC"), "coding-60", at("2026-11-09"),
                              at("2026-11-16")};

  auto const slots = w.read([&](store& s) { return preview_slots(s, ada.as(), asked, w.now()); }).value();

  ASSERT_EQ(slots.size(), 2u);
  EXPECT_EQ(slots[0].start, at("2026-11-09T11:00:00Z"));
  EXPECT_EQ(read(w, ada.as(), ada.id).value().revision, 1);
}

}  // namespace
}  // namespace rehearse::test
