#include "scheduler/rules/time_zone.hpp"

#include "scheduler/rules/zone_list.hpp"
#include "tests/support/tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace date::literals;

wall_clock wall(local_date day, hours h, minutes m = 0min) {
  return day + h + m;
}

TEST(TimeZone, FindsCanonicalNamesAndAliasesAndAnswersThemAsGiven) {
  for (auto const* name : {"Asia/Kolkata", "Asia/Calcutta", "Europe/Kiev", "UTC", "Etc/GMT+12", "US/Eastern"}) {
    auto const zone = time_zone::find(name);
    ASSERT_TRUE(zone) << name;
    EXPECT_EQ(zone->name(), name);
  }
}

TEST(TimeZone, RefusesWhatTheDatabaseDoesNotList) {
  for (auto const* name : {"localtime", "posixrules", "posix/Europe/Berlin", "right/Europe/Berlin", "tzdata.zi",
                           "/etc/localtime", "../zoneinfo/Europe/Berlin", "Europe", "europe/berlin", "EST5EDT4", "",
                           "Mars/Olympus", "+05:30", "Europe/Berlin "}) {
    EXPECT_FALSE(time_zone::find(name)) << name;
  }
}

TEST(TimeZone, TakesATimeInTheGapAsTheInstantOfTheTransition) {
  auto const zone = time_zone::find("America/New_York").value();
  auto const transition = date::sys_days{2027_y / 3 / 14} + 7h;
  EXPECT_EQ(zone.to_instant(wall(date::local_days{2027_y / 3 / 14}, 2h, 30min)), transition);
  EXPECT_EQ(zone.to_instant(wall(date::local_days{2027_y / 3 / 14}, 3h)), transition);
}

TEST(TimeZone, TakesTheFirstOfTwo) {
  auto const zone = time_zone::find("Australia/Lord_Howe").value();
  EXPECT_EQ(zone.to_instant(wall(date::local_days{2027_y / 4 / 4}, 1h, 45min)),
            date::sys_days{2027_y / 4 / 3} + 14h + 45min);
}

TEST(TimeZone, KnowsTheStretchForWhichAnOffsetHolds) {
  auto const zone = time_zone::find("Europe/Berlin").value();
  auto const offset = zone.offset_at(date::sys_days{2027_y / 7 / 1});
  EXPECT_EQ(offset.from_utc, 2h);
  EXPECT_EQ(offset.since, date::sys_days{2027_y / 3 / 28} + 1h);
  EXPECT_EQ(offset.until, date::sys_days{2027_y / 10 / 31} + 1h);
}

TEST(TimeZone, LivesThroughASkippedDay) {
  auto const zone = time_zone::find("Pacific/Apia").value();
  auto const transition = date::sys_days{2011_y / 12 / 30} + 10h;
  EXPECT_EQ(zone.to_instant(wall(date::local_days{2011_y / 12 / 30}, 0h)), transition);
  EXPECT_EQ(zone.to_instant(wall(date::local_days{2011_y / 12 / 31}, 0h)), transition);
  EXPECT_EQ(zone.date_of(transition), date::local_days{2011_y / 12 / 31});
  EXPECT_EQ(zone.date_of(transition - 1s), date::local_days{2011_y / 12 / 29});
}

struct zone_case {
  std::string zone, wall_clock, instant, kind, min_tzdata;
};

std::vector<zone_case> read_zone_cases() {
  std::ifstream in(in_source_tree("tests/data/zone_cases.csv"));
  std::vector<zone_case> cases;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream columns(line);
    zone_case c;
    for (auto* column : {&c.zone, &c.wall_clock, &c.instant, &c.kind, &c.min_tzdata})
      std::getline(columns, *column, ',');
    cases.push_back(c);
  }
  return cases;
}

wall_clock read_wall_clock(std::string const& text) {
  return wall_clock{read_instant(text + "Z").value().time_since_epoch()};
}

void check(zone_case const& c) {
  auto const zone = time_zone::find(c.zone).value();
  auto const local = read_wall_clock(c.wall_clock);
  auto const when = zone.to_instant(local);
  EXPECT_EQ(to_text(when), c.instant);
  if (c.kind == "gap") {
    EXPECT_GT(zone.to_wall_clock(when), local);
    EXPECT_LT(zone.to_wall_clock(when - 1s), local);
  } else {
    EXPECT_EQ(zone.to_wall_clock(when), local);
  }
  if (c.kind == "twice") {
    auto const second = instant{local.time_since_epoch()} - zone.offset_at(zone.offset_at(when).until).from_utc;
    EXPECT_GT(second, when);
    EXPECT_EQ(zone.to_wall_clock(second), local);
  }
}

TEST(TimeZone, GivesEachKnownCaseItsInstant) {
  auto const cases = read_zone_cases();
  ASSERT_GT(cases.size(), 50u);
  int newer = 0;
  for (auto const& c : cases) {
    SCOPED_TRACE(c.zone + " " + c.wall_clock);
    if (c.zone == "localtime") {
      EXPECT_FALSE(time_zone::find(c.zone));
    } else if (c.min_tzdata != "any" && c.min_tzdata > tzdata_version()) {
      ++newer;
    } else {
      check(c);
    }
  }
  std::cout << newer << " of " << cases.size() << " cases need a tzdata newer than " << tzdata_version() << '\n';
}

TEST(ZoneList, NamesAliasesAndCountries) {
  auto const& zones = all_zones();
  auto const by_name = [&](std::string_view name) {
    return std::ranges::find_if(zones, [&](zone_entry const& e) { return e.name == name; });
  };
  ASSERT_GT(zones.size(), 300u);
  auto const kolkata = by_name("Asia/Kolkata");
  ASSERT_NE(kolkata, zones.end());
  EXPECT_EQ(kolkata->aliases, std::vector<std::string>{"Asia/Calcutta"});
  EXPECT_EQ(kolkata->countries, std::vector<std::string>{"IN"});
  EXPECT_EQ(by_name("Asia/Calcutta"), zones.end());
  EXPECT_TRUE(by_name("Etc/GMT+12")->countries.empty());
  // Åland, Saint Barthélemy and Montenegro keep these clocks too, and stand before them in the tables.
  EXPECT_EQ(by_name("Europe/Helsinki")->countries.front(), "FI");
  EXPECT_EQ(by_name("America/Puerto_Rico")->countries.front(), "PR");
  EXPECT_EQ(by_name("Europe/Belgrade")->countries.front(), "RS");
  EXPECT_TRUE(std::ranges::is_sorted(zones, {}, &zone_entry::name));
}

TEST(ZoneList, EveryNameIsFound) {
  for (auto const& entry : all_zones()) {
    EXPECT_TRUE(time_zone::find(entry.name)) << entry.name;
    for (auto const& alias : entry.aliases) EXPECT_TRUE(time_zone::find(alias)) << alias;
  }
}

TEST(ZoneList, SaysWhichFileIsMissing) {
  try {
    zones_listed_in("/nowhere");
    FAIL() << "expected a refusal";
  } catch (std::runtime_error const& e) {
    EXPECT_STREQ(e.what(), "cannot read /nowhere/tzdata.zi");
  }
  EXPECT_THROW(tzdata_version_in("/nowhere"), std::runtime_error);
}

TEST(Tzdata, IsWholeAndKnowsItsVersion) {
  EXPECT_EQ(trouble_with_tzdata(), std::nullopt);
  EXPECT_EQ(tzdata_version(), installed_tzdata_version());
  EXPECT_EQ(tzdata_version().substr(0, 2), "20");
}

// The library finds transitions its own way; here its answers are held against nothing but a walk through real time:
// the instant of a wall-clock time is the first at which the clock shows that time or a later one.
TEST(TimeZone, AgreesWithAWalkThroughEveryOffsetChangeOfTheComingYears) {
  auto const begin = date::sys_days{2025_y / 1 / 1};
  int changes = 0;
  for (auto const& entry : all_zones()) {
    auto const zone = time_zone::find(entry.name).value();
    for (auto t = zone.offset_at(begin).until; t < last_instant; t = zone.offset_at(t).until, ++changes) {
      auto const before = zone.to_wall_clock(t - 1s) + 1s;
      auto const after = zone.to_wall_clock(t);
      auto const lowest = std::min(before, after) - 3h;
      for (auto local = lowest; local < lowest + 10h; local += 15min) {
        instant expected = local < before ? t - (before - local) : t + std::max(seconds{0}, local - after);
        ASSERT_EQ(zone.to_instant(local), expected) << entry.name << " " << to_text(t);
      }
    }
  }
  EXPECT_GT(changes, 1000);
}

}  // namespace
}  // namespace rehearse
