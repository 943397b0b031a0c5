#include "scheduler/rules/blocks.hpp"

#include "tests/rules/samples.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace samples;

// "2027-03-14: 05:00Z–10:00Z" of the blocks of the dates [first, last).
std::vector<std::string> blocks(availability const& a, char const* first, char const* last) {
  std::vector<std::string> texts;
  for (auto const& b : blocks_of(a, day(first), day(last))) {
    texts.push_back(to_text(b.date).substr(5) + ": " + to_text(b.from).substr(5, 11) + "-" +
                    to_text(b.to).substr(5, 11));
  }
  return texts;
}
using list = std::vector<std::string>;

TEST(Blocks, MergeWindowsThatTouchOrOverlap) {
  auto const a = open("UTC", {daily(9h, 11h), daily(10h, 12h), daily(12h, 13h), daily(14h, 15h)});
  EXPECT_EQ(blocks(a, "2027-01-04", "2027-01-05"),
            (list{"01-04: 01-04T09:00-01-04T13:00", "01-04: 01-04T14:00-01-04T15:00"}));
}

TEST(Blocks, KeepTheWallClockAcrossAChange) {
  auto const a = open("America/New_York", {on(0, 18h, 21h)});
  EXPECT_EQ(blocks(a, "2027-03-08", "2027-03-16"),
            (list{"03-08: 03-08T23:00-03-09T02:00", "03-15: 03-15T22:00-03-16T01:00"}));
}

TEST(Blocks, AreShorterAcrossTheGapAndVanishInsideIt) {
  auto const across = open("America/New_York", {daily(1h, 4h)});
  EXPECT_EQ(blocks(across, "2027-03-14", "2027-03-15"), list{"03-14: 03-14T06:00-03-14T08:00"});
  auto const inside = open("America/New_York", {daily(2h, 3h)});
  EXPECT_EQ(blocks(inside, "2027-03-14", "2027-03-15"), list{});
  auto const lord_howe = open("Australia/Lord_Howe", {daily(2h, 2h + 45min)});
  EXPECT_EQ(blocks(lord_howe, "2027-10-03", "2027-10-04"), list{"10-03: 10-02T15:30-10-02T15:45"});
}

TEST(Blocks, AreLongerAcrossTheOverlap) {
  auto const a = open("America/New_York", {daily(1h, 2h)});
  EXPECT_EQ(blocks(a, "2027-11-07", "2027-11-08"), list{"11-07: 11-07T05:00-11-07T07:00"});
  auto const troll = open("Antarctica/Troll", {daily(0h, 4h)});
  EXPECT_EQ(blocks(troll, "2027-10-31", "2027-11-01"), list{"10-31: 10-30T22:00-10-31T04:00"});
}

TEST(Blocks, BeginAtOneWhereMidnightIsSkipped) {
  auto const cairo = open("Africa/Cairo", {daily(0h, 2h)});
  EXPECT_EQ(blocks(cairo, "2027-04-30", "2027-05-01"), list{"04-30: 04-29T22:00-04-29T23:00"});
  auto const beirut = open("Asia/Beirut", {daily(22h, 25h)});
  EXPECT_EQ(blocks(beirut, "2027-03-27", "2027-03-28"), list{"03-27: 03-27T20:00-03-27T22:00"});
}

TEST(Blocks, OfASkippedDayVanish) {
  auto const apia = open("Pacific/Apia", {daily(9h, 17h)});
  EXPECT_EQ(blocks(apia, "2011-12-29", "2012-01-01"),
            (list{"12-29: 12-29T19:00-12-30T03:00", "12-31: 12-30T19:00-12-31T03:00"}));
}

TEST(Blocks, FollowSeasons) {
  auto a = open("UTC", {daily(9h, 10h)});
  a.weekly[0].starting = day("2027-01-05");
  a.weekly[0].until = day("2027-01-07");
  EXPECT_EQ(blocks(a, "2027-01-01", "2027-01-10"),
            (list{"01-05: 01-05T09:00-01-05T10:00", "01-06: 01-06T09:00-01-06T10:00"}));
}

TEST(Blocks, AreReplacedAndAddedTo) {
  auto a = open("UTC", {daily(9h, 10h)});
  a.overrides = {{day("2027-01-05"), day("2027-01-07"), override_mode::replace, {{20h, 21h}}},
                 {day("2027-01-06"), day("2027-01-08"), override_mode::add, {{14h, 15h}}},
                 {day("2027-01-08"), std::nullopt, override_mode::replace, {}},
                 {day("2027-01-07"), std::nullopt, override_mode::add, {}}};
  EXPECT_EQ(blocks(a, "2027-01-04", "2027-01-10"),
            (list{"01-04: 01-04T09:00-01-04T10:00", "01-05: 01-05T20:00-01-05T21:00", "01-06: 01-06T14:00-01-06T15:00",
                  "01-06: 01-06T20:00-01-06T21:00", "01-07: 01-07T09:00-01-07T10:00", "01-07: 01-07T14:00-01-07T15:00",
                  "01-09: 01-09T09:00-01-09T10:00"}));
}

TEST(Blocks, AReplacementDoesNotCutAWindowBegunTheDayBefore) {
  auto a = open("UTC", {daily(22h, 26h)});
  a.overrides = {{day("2027-01-05"), std::nullopt, override_mode::replace, {}}};
  EXPECT_EQ(blocks(a, "2027-01-04", "2027-01-06"), list{"01-04: 01-04T22:00-01-05T02:00"});
}

TEST(Blocks, WhatIsBlockedIsTakenFromWindowsOfWhateverDate) {
  auto a = open("UTC", {daily(22h, 26h)});
  a.overrides = {{day("2027-01-05"), std::nullopt, override_mode::block, {{1h, 1h + 30min}}}};
  EXPECT_EQ(blocks(a, "2027-01-04", "2027-01-05"),
            (list{"01-04: 01-04T22:00-01-05T01:00", "01-04: 01-05T01:30-01-05T02:00"}));
  a.overrides = {{day("2027-01-04"), std::nullopt, override_mode::block, {{23h, 25h}}}};
  EXPECT_EQ(blocks(a, "2027-01-04", "2027-01-05"),
            (list{"01-04: 01-04T22:00-01-04T23:00", "01-04: 01-05T01:00-01-05T02:00"}));
}

TEST(Blocks, ABlockWithoutWindowsTakesItsDatesFromMidnightToMidnight) {
  auto a = open("Europe/Paris", {daily(22h, 26h)});
  a.overrides = {{day("2027-01-05"), day("2027-01-06"), override_mode::block, {}}};
  EXPECT_EQ(
      blocks(a, "2027-01-04", "2027-01-07"),
      (list{"01-04: 01-04T21:00-01-04T23:00", "01-05: 01-05T23:00-01-06T01:00", "01-06: 01-06T21:00-01-07T01:00"}));
}

TEST(Blocks, AreReadInTheZoneOfTheDateWhileTravelling) {
  auto a = open("America/New_York", {daily(22h, 26h)});
  a.travel = {{day("2027-01-05"), day("2027-01-06"), "Asia/Kolkata"}};
  EXPECT_EQ(
      blocks(a, "2027-01-04", "2027-01-07"),
      (list{"01-04: 01-05T03:00-01-05T07:00", "01-05: 01-05T16:30-01-05T20:30", "01-06: 01-07T03:00-01-07T07:00"}));
  EXPECT_EQ(zone_on(a, day("2027-01-05")).name(), "Asia/Kolkata");
  EXPECT_EQ(zone_on(a, day("2027-01-06")).name(), "America/New_York");
}

TEST(Blocks, ABlockWhileTravellingReachesAcrossTwoDates) {
  auto a = open("Pacific/Kiritimati", {daily(9h, 12h)});
  a.travel = {{day("2027-01-05"), day("2027-01-06"), "Etc/GMT+12"}};
  // The whole of the 5th, twelve hours west of Greenwich, is the 6th from 02:00 to the 7th 02:00 in Kiritimati.
  a.overrides = {{day("2027-01-05"), std::nullopt, override_mode::block, {}}};
  EXPECT_EQ(blocks(a, "2027-01-06", "2027-01-08"), list{"01-07: 01-06T19:00-01-06T22:00"});
}

TEST(Blocks, DoNotDependOnTheRangeAskedFor) {
  auto a = open("Africa/Cairo", {daily(20h, 30h), on(2, 0h, 24h)});
  a.overrides = {{day("2027-04-28"), day("2027-05-02"), override_mode::block, {{23h, 25h}}}};
  auto const all = blocks_of(a, day("2027-04-20"), day("2027-05-10"));
  std::vector<block> one_by_one;
  for (auto d = day("2027-04-20"); d < day("2027-05-10"); d += date::days{1}) {
    auto const some = blocks_of(a, d, d + date::days{1});
    one_by_one.insert(one_by_one.end(), some.begin(), some.end());
  }
  EXPECT_EQ(all, one_by_one);
}

}  // namespace
}  // namespace rehearse
