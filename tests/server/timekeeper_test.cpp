#include "server/application/timekeeper.hpp"

#include "scheduler/storage/bookings_table.hpp"
#include "tests/support/world.hpp"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

std::string note_of(world& w, booking_id const& id) {
  return w.read([&](store& s) { return storage::find(s.db(), id); })->prepared.accessibility;
}

bool becomes_true(std::function<bool()> const& condition) {
  auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

}  // namespace

TEST(Timekeeper, DeletesPrivateNotesThoughAnotherChoreFails) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto asked = w.request(ada, "2026-11-09T09:00:00Z");
  asked.prepared.accessibility = "I stammer.";
  auto const made = w.book(asked).value();
  w.sql(
      "create trigger broken before update on bookings when new.state = 'completed' "
      "begin select raise(abort, 'broken'); end");
  w.go_to("2026-12-10T00:00:00Z");

  timekeeper keeper(w.database(), w.clock());
  keeper.start();

  EXPECT_TRUE(becomes_true([&] { return note_of(w, made.id).empty(); }));
  EXPECT_NE(w.read([&](store& s) { return storage::find(s.db(), made.id); })->state, booking_state::completed);
}

}  // namespace rehearse::test
