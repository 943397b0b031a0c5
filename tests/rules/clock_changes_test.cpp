#include "scheduler/rules/clock_changes.hpp"

#include "tests/rules/samples.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace samples;

// March 2027 in New York: the clocks go from 02:00 to 03:00 on the 14th.
std::vector<felt_change> felt_in_march(availability const& a) {
  return clock_changes_felt(a, at("2027-03-01T00:00:00Z"), at("2027-03-29T00:00:00Z"));
}

TEST(ClockChanges, SayWhatTheClockShowsBeforeAndAfter) {
  auto const new_york = time_zone::find("America/New_York").value();

  auto const changes = clock_changes_in(new_york, at("2027-03-01T00:00:00Z"), at("2027-12-01T00:00:00Z"));

  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].at, at("2027-03-14T07:00:00Z"));
  EXPECT_EQ(changes[0].before, day("2027-03-14") + 2h);
  EXPECT_EQ(changes[0].after, day("2027-03-14") + 3h);
  EXPECT_EQ(changes[1].forward(), -60min);
}

TEST(ClockChanges, AreNoneWhereTheClockNeverChanges) {
  EXPECT_TRUE(felt_in_march(open("Asia/Kolkata", {daily(0h, 24h)})).empty());
}

TEST(ClockChanges, TouchNoHoursThatOnlyKeepToTheClock) {
  auto const felt = felt_in_march(open("America/New_York", {daily(18h, 21h)}));

  ASSERT_EQ(felt.size(), 1u);
  EXPECT_TRUE(felt[0].touched.empty());
}

TEST(ClockChanges, TakeHoursAwayThatTheClockSkips) {
  auto const felt = felt_in_march(open("America/New_York", {daily(2h, 3h), daily(1h, 4h), on(0, 2h, 3h)}));

  ASSERT_EQ(felt.size(), 1u);
  ASSERT_EQ(felt[0].touched.size(), 2u);
  EXPECT_TRUE(felt[0].touched[0].none_at_all);
  EXPECT_EQ(felt[0].touched[1].hours, (window{1h, 4h}));
  EXPECT_EQ(felt[0].touched[1].longer, -60min);
  EXPECT_FALSE(felt[0].touched[1].none_at_all);
}

TEST(ClockChanges, MakeHoursLongerThatTheClockRepeatsAlsoThoseOfTheEveningBefore) {
  auto const a = open("America/New_York", {on(5, 22h, 26h), daily(9h, 10h)});

  auto const felt = clock_changes_felt(a, at("2027-11-01T00:00:00Z"), at("2027-11-29T00:00:00Z"));

  ASSERT_EQ(felt.size(), 1u);
  ASSERT_EQ(felt[0].touched.size(), 1u);
  EXPECT_EQ(felt[0].touched[0].hours, (window{22h, 26h}));
  EXPECT_EQ(felt[0].touched[0].longer, 60min);
}

TEST(ClockChanges, AreThoseOfThePlaceWhereOneIsThen) {
  auto a = open("America/New_York", {daily(2h, 3h)});
  a.travel.push_back({day("2027-03-10"), day("2027-04-01"), "Europe/London"});

  auto const felt = felt_in_march(a);

  ASSERT_EQ(felt.size(), 1u);
  EXPECT_EQ(felt[0].change.zone, "Europe/London");
  EXPECT_EQ(felt[0].change.at, at("2027-03-28T01:00:00Z"));
  EXPECT_TRUE(felt[0].touched.empty());
}

}  // namespace
}  // namespace rehearse
