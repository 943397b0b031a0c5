#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/support/world.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using test::world;

TEST(ForgetPrivateDetails, DeletesNotesOnAccessibilityAndIllnessThirtyDaysAfterTheInterview) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto asked = w.request(ada, "2026-11-09T09:00:00Z");
  asked.prepared.accessibility = "I stammer.";
  auto const kept = w.book(asked).value();
  auto const ill = w.book(ada, "2026-11-09T10:00:00Z").value();
  w.write([&](store& s) {
     return cancel_booking(s, candidate_of{ill.id}, {ill.id, cancel_reason::illness, ""}, w.now());
   }).value();

  w.go_to("2026-12-08T00:00:00Z");
  w.write([&](store& s) { return forget_private_details(s, w.now(), 50); });
  EXPECT_EQ(w.read([&](store& s) { return storage::find(s.db(), kept.id); })->prepared.accessibility, "I stammer.");

  w.go_to("2026-12-10T00:00:00Z");
  w.write([&](store& s) { return forget_private_details(s, w.now(), 50); });
  EXPECT_EQ(w.read([&](store& s) { return storage::find(s.db(), kept.id); })->prepared.accessibility, "");
  EXPECT_EQ(w.read([&](store& s) { return storage::find(s.db(), ill.id); })->cancelled->reason, cancel_reason::other);
}

TEST(ForgetPrivateDetails, GoesThroughMoreBookingsThanFitInOneCall) {
  world w;
  w.policy([](policy& p) {
    p.max_open_bookings = std::nullopt;
    p.max_bookings = std::nullopt;
  });
  auto ada = w.volunteer("Ada").open("Mon 09:00-18:00");
  for (auto const* hour : {"09", "10", "11", "12", "13"}) {
    auto asked = w.request(ada, "2026-11-09T" + std::string(hour) + ":00:00Z");
    asked.prepared.accessibility = "a note";
    w.book(asked).value();
  }

  w.go_to("2027-01-01T00:00:00Z");
  int calls = 0;
  while (w.write([&](store& s) { return forget_private_details(s, w.now(), 2); }) == 2) ++calls;

  EXPECT_EQ(calls, 2);
  auto const all = w.read([&](store& s) { return storage::list(s.db(), {}, {50, ""}).value(); });
  for (auto const& b : all.items) EXPECT_EQ(b.prepared.accessibility, "");
}

}  // namespace
}  // namespace rehearse
