// The words of the other tests, tried once.
#include "tests/support/world.hpp"

#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/open.hpp"
#include "tests/support/database/rerunning_database.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

TEST(HoursText, ReadsDaysListsAndRanges) {
  auto const rules = weekly_rules("Mon,Wed 18:00-21:00; Sat-Sun 09:00-24:00");

  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0].days, (std::array<bool, 7>{true, false, true, false, false, false, false}));
  EXPECT_EQ(rules[0].hours, (window{18h, 21h}));
  EXPECT_EQ(rules[1].days, (std::array<bool, 7>{false, false, false, false, false, true, true}));
  EXPECT_EQ(rules[1].hours, (window{9h, 24h}));
}

TEST(HoursText, RunsPastMidnightWhereTheEndIsBeforeTheStart) {
  auto const rules = weekly_rules("daily 22:00-02:00");

  ASSERT_EQ(rules.size(), 1u);
  EXPECT_EQ(rules[0].hours, (window{22h, 26h}));
}

TEST(HoursText, RefusesWhatItCannotRead) {
  EXPECT_THROW(weekly_rules("Moonday 09:00-10:00"), std::invalid_argument);
  EXPECT_THROW(weekly_rules("Mon 9-10"), std::invalid_argument);
}

TEST(RerunningDatabase, RunsAJobTwiceAndKeepsWhatTheSecondTimeWrote) {
  world w;
  rerunning_database twice(open_database({.url = "sqlite::memory:"}, w.chance(), secret_key(w.secret())));
  int runs = 0;

  twice.write_now([&](store& s) {
    if (storage::meta(s.db(), "runs")) throw std::logic_error("what was run in vain is still there");
    storage::set_meta(s.db(), "runs", std::to_string(++runs));
  });

  EXPECT_EQ(runs, 2);
  EXPECT_EQ(twice.read_now([](store& s) { return storage::meta(s.db(), "runs"); }), "2");
  twice.close();
}

TEST(World, StartsOnAMondayMorningAndMovesByHandAlone) {
  world w;

  EXPECT_EQ(w.now(), at("2026-11-02T08:00:00Z"));
  w.advance(24h);
  EXPECT_EQ(w.now(), at("2026-11-03T08:00:00Z"));
}

TEST(World, OpensAVolunteerInFewWords) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00", "Europe/Paris");

  auto const starts = w.starts(ada, "2026-11-09", "2026-11-16");

  EXPECT_EQ(starts, (std::vector<std::string>{"2026-11-09T08:00:00Z", "2026-11-09T09:00:00Z", "2026-11-09T10:00:00Z"}));
}

}  // namespace
}  // namespace rehearse::test
