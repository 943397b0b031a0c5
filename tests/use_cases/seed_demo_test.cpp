#include "scheduler/use_cases/demo/seed_demo.hpp"

#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/list_slots.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "tests/support/world.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

// A world before anything was put into it.
void empty(world& w) {
  w.sql("DELETE FROM interview_types");
}

result<seeded_demo> seed(world& w) {
  return w.write([&](store& s) { return seed_demo(s, w.now()); });
}

std::vector<booking> all_bookings(world& w) {
  return w.read([&](store& s) { return list_bookings(s, organizer(), {}, w.now()); }).value().items;
}

TEST(SeedDemo, FillsAnEmptyDatabaseWithSixVolunteersInSixZonesAndThreeTypes) {
  world w;
  empty(w);

  auto const seeded = seed(w).value();

  auto const volunteers = w.read([](store& s) { return list_volunteers(s, anonymous{}, {}); }).value().items;
  std::set<std::string> zones;
  for (auto const& v : volunteers) zones.insert(v.zone);
  EXPECT_EQ(volunteers.size(), 6u);
  EXPECT_EQ(zones.size(), 6u);
  auto const types = w.read([](store& s) { return list_interview_types(s); });
  ASSERT_EQ(types.size(), 3u);
  for (auto const& t : types) EXPECT_GE(t.criteria.size(), 3u) << t.id;
  for (auto const& email : {seeded.organizer_email, seeded.volunteer_email})
    EXPECT_TRUE(w.write([&](store& s) { return make_sign_in_token(s, email, w.now()); })) << email;
}

TEST(SeedDemo, RefusesADatabaseThatIsNotEmpty) {
  world w;
  empty(w);
  ASSERT_TRUE(seed(w));

  EXPECT_EQ(seed(w).error().code, errc::wrong_state);
}

TEST(SeedDemo, ShowsBookingsInSeveralStates) {
  world w;
  empty(w);
  ASSERT_TRUE(seed(w));

  std::map<booking_state, int> counted;
  int moved = 0, attending = 0;
  for (auto const& b : all_bookings(w)) {
    ++counted[b.state];
    moved += b.reschedules;
    attending += b.attends == attendance::confirmed;
  }

  EXPECT_EQ(counted[booking_state::completed], 2);
  EXPECT_EQ(counted[booking_state::confirmed], 3);
  EXPECT_EQ(counted[booking_state::pending], 1);
  EXPECT_EQ(counted[booking_state::cancelled], 1);
  EXPECT_EQ(moved, 1);
  EXPECT_EQ(attending, 1);
}

TEST(SeedDemo, LeavesNoMailOfThePastWaiting) {
  world w;
  empty(w);
  ASSERT_TRUE(seed(w));

  int leave_now = 0;
  for (auto const& m : w.outbox()) {
    if (m.state != mail_state::waiting || m.due > w.now()) continue;
    ++leave_now;
    EXPECT_GT(m.useless_after, w.now()) << name_of(m.kind);
  }

  EXPECT_GT(leave_now, 0);
  EXPECT_LE(leave_now, 8);
}

TEST(SeedDemo, WorksAtAnyTimeOfAnyWeekOfTheYear) {
  for (int round = 0; round < 26; ++round) {
    world w;
    empty(w);
    // Fifteen days and some hours a round: every hour of the day and day of the week comes up, changes of clocks too.
    w.advance(round * (24h * 15 + 7h + 13min));
    ASSERT_NO_THROW(ASSERT_TRUE(seed(w))) << to_text(w.now());
    pool_request const asked{"coding-60", {}, w.now(), w.now() + 24h * 14, "", 3};
    EXPECT_GT(w.read([&](store& s) { return list_pool_slots(s, asked, w.now()); }).value().slots.size(), 20u);
  }
}

}  // namespace
}  // namespace rehearse::test
