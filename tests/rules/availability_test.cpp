#include "scheduler/rules/availability.hpp"

#include "tests/rules/samples.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace samples;

std::vector<std::string> pointers(availability const& a) {
  std::vector<std::string> all;
  for (auto const& mistake : mistakes_in(a)) all.push_back(mistake.pointer);
  std::ranges::sort(all);
  return all;
}

using list = std::vector<std::string>;

availability plain() {
  return open("Europe/Paris", {daily(18h, 21h)});
}

TEST(Availability, OfAnOrdinaryVolunteerHasNoMistakes) {
  auto a = plain();
  a.overrides = {{day("2026-12-24"), day("2027-01-02"), override_mode::replace, {}},
                 {day("2026-12-25"), std::nullopt, override_mode::add, {{14h, 16h}}},
                 {day("2026-12-25"), std::nullopt, override_mode::block, {{22h, 26h}}},
                 {day("2027-01-02"), std::nullopt, override_mode::replace, {{0h, 24h}}}};
  a.travel = {{day("2026-12-01"), day("2026-12-20"), "Europe/London"},
              {day("2026-12-20"), day("2026-12-21"), "Asia/Calcutta"}};
  a.welcome_zones = {"Asia/Kolkata", "Africa/Lagos"};
  a.step = 5min;
  EXPECT_EQ(mistakes_in(a), std::vector<field_error>{});
}

TEST(Availability, WithNoWeeklyRuleMayBePublished) {
  EXPECT_EQ(pointers(open("UTC", {})), list{});
}

TEST(Availability, NamesEveryUnknownZone) {
  auto a = plain();
  a.zone = "localtime";
  a.travel = {{day("2026-12-01"), day("2026-12-20"), "Mars"}};
  a.welcome_zones = {"Asia/Kolkata", "posixrules"};
  EXPECT_EQ(pointers(a), (list{"/travel/0/zone", "/welcome_zones/1", "/zone"}));
}

TEST(Availability, RefusesEmptyAndOverlongWindows) {
  auto a = open("UTC", {daily(18h, 18h), daily(18h, 42h), daily(0h, 24h), daily(22h, 26h), daily(24h, 25h)});
  a.overrides = {{day("2026-12-24"), std::nullopt, override_mode::replace, {{1h, 2h}, {2h, 2h}}}};
  EXPECT_EQ(pointers(a), (list{"/overrides/0/windows/1/to", "/weekly/0/to", "/weekly/1/to", "/weekly/4/from"}));
}

TEST(Availability, RefusesRulesForNoDay) {
  auto a = open("UTC", {daily(18h, 20h)});
  a.weekly[0].days = {};
  EXPECT_EQ(pointers(a), list{"/weekly/0/days"});
}

TEST(Availability, RefusesRangesThatEndBeforeTheyBegin) {
  auto a = plain();
  a.weekly[0].starting = a.weekly[0].until = day("2026-12-01");
  a.overrides = {{day("2026-12-24"), day("2026-12-24"), override_mode::block, {}}};
  a.travel = {{day("2026-12-01"), day("2026-11-20"), "Europe/London"}};
  EXPECT_EQ(pointers(a), (list{"/overrides/0/until", "/travel/0/to", "/weekly/0/until"}));
}

TEST(Availability, RefusesTwoReplacementsOfOneDate) {
  auto a = plain();
  a.overrides = {{day("2026-12-24"), day("2027-01-02"), override_mode::replace, {}},
                 {day("2027-01-01"), std::nullopt, override_mode::add, {}},
                 {day("2027-01-01"), std::nullopt, override_mode::replace, {}},
                 {day("2027-01-02"), std::nullopt, override_mode::replace, {}}};
  EXPECT_EQ(pointers(a), list{"/overrides/2/date"});
  a.overrides[2].date = day("2026-12-24");
  EXPECT_EQ(pointers(a), list{"/overrides/2/date"});
}

TEST(Availability, RefusesJourneysThatOverlap) {
  auto a = plain();
  a.travel = {{day("2026-12-10"), day("2026-12-20"), "Europe/London"},
              {day("2026-12-01"), day("2026-12-11"), "Europe/London"}};
  EXPECT_EQ(pointers(a), list{"/travel/0/from"});
}

TEST(Availability, RefusesNumbersOutOfRange) {
  auto a = plain();
  a.step = 4min;
  a.buffer_before = 241min;
  a.buffer_after = -1min;
  a.min_notice = 43201min;
  a.horizon = date::days{731};
  a.max_per_day = 0;
  a.max_per_week = 51;
  EXPECT_EQ(pointers(a), (list{"/buffer_after_minutes", "/buffer_before_minutes", "/horizon_days", "/max_per_day",
                               "/max_per_week", "/min_notice_minutes", "/step_minutes"}));
}

TEST(Availability, RefusesDatesAfter2036) {
  auto a = plain();
  a.weekly[0].starting = day("2037-01-01");
  a.overrides = {{day("2036-12-31"), day("2037-01-01"), override_mode::block, {}},
                 {day("2037-01-01"), std::nullopt, override_mode::block, {}}};
  a.travel = {{day("2036-12-01"), day("2037-01-02"), "Europe/London"}};
  EXPECT_EQ(pointers(a), (list{"/overrides/1/date", "/travel/0/to", "/weekly/0/starting"}));
}

TEST(Availability, BoundsHowMuchIsPublished) {
  auto a = plain();
  a.weekly.resize(101, daily(1h, 2h));
  EXPECT_EQ(pointers(a), list{"/weekly"});
  a = plain();
  a.overrides = {{day("2026-12-24"), std::nullopt, override_mode::add, std::vector<window>(51, {1h, 2h})}};
  EXPECT_EQ(pointers(a), list{"/overrides/0/windows"});
}

}  // namespace
}  // namespace rehearse
