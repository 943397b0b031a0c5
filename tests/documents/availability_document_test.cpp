#include "scheduler/documents/availability_document.hpp"

#include "scheduler/documents/parse_json.hpp"

#include <algorithm>

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace rehearse {
namespace {

using list = std::vector<std::string>;

// The example of the contract, section 5.
constexpr char const* example = R"({
  "zone": "America/New_York",
  "weekly": [
    {"days": ["mon", "wed"], "from": "18:00", "to": "21:00"},
    {"days": ["sat"], "from": "09:00", "to": "12:00", "starting": "2026-12-01", "until": "2027-03-01"}
  ],
  "overrides": [
    {"date": "2026-12-24", "until": "2027-01-02", "mode": "replace", "windows": []},
    {"date": "2027-01-09", "mode": "add", "windows": [{"from": "14:00", "to": "16:00"}]},
    {"date": "2027-01-11", "mode": "block", "windows": [{"from": "19:00", "to": "20:00"}]}
  ],
  "travel": [{"from": "2026-12-01", "to": "2026-12-20", "zone": "Europe/London"}],
  "step_minutes": 30,
  "buffer_before_minutes": 0,
  "buffer_after_minutes": 15,
  "min_notice_minutes": 720,
  "horizon_days": 60,
  "max_per_day": 2,
  "max_per_week": 4,
  "welcome_zones": ["Asia/Kolkata", "Africa/Lagos"]
})";

result<availability> read(std::string_view text) {
  return read_availability(parse_json(text).value());
}

list pointers(std::string_view text) {
  auto const a = read(text);
  list all;
  if (!a) {
    EXPECT_EQ(a.error().code, errc::invalid);
    for (auto const& e : a.error().errors) all.push_back(e.pointer);
  }
  std::ranges::sort(all);
  return all;
}

TEST(AvailabilityDocument, AnswersTheExampleAsItWasSent) {
  auto const a = read(example);
  ASSERT_TRUE(a);
  EXPECT_EQ(boost::json::value(write_availability(*a)), parse_json(example).value());
  EXPECT_EQ(a->weekly.at(1).hours, (window{9h, 12h}));
  EXPECT_EQ(a->weekly.at(0).days, (std::array<bool, 7>{true, false, true, false, false, false, false}));
}

TEST(AvailabilityDocument, HasDefaultsAndWritesThem) {
  auto const a = read(R"({"zone": "UTC", "weekly": [], "step_minutes": null, "travel": null})");
  ASSERT_TRUE(a);
  EXPECT_EQ(boost::json::serialize(write_availability(*a)),
            R"({"zone":"UTC","weekly":[],"overrides":[],"travel":[],"buffer_before_minutes":0,)"
            R"("buffer_after_minutes":0,"min_notice_minutes":720,"horizon_days":60,"welcome_zones":[]})");
  EXPECT_EQ(read(boost::json::serialize(write_availability(*a))).value(), *a);
}

TEST(AvailabilityDocument, RunsPastMidnightAndKnowsTwentyFour) {
  auto const a = read(R"({"zone": "UTC", "weekly": [{"days": ["fri"], "from": "22:00", "to": "02:00"},
    {"days": ["fri"], "from": "00:00", "to": "24:00"}, {"days": ["fri"], "from": "22:00", "to": "00:00"}]})");
  ASSERT_TRUE(a);
  EXPECT_EQ(a->weekly[0].hours, (window{22h, 26h}));
  EXPECT_EQ(a->weekly[1].hours, (window{0h, 24h}));
  EXPECT_EQ(a->weekly[2].hours, (window{22h, 24h}));
  EXPECT_EQ(read_availability(write_availability(*a)).value(), *a);
}

TEST(AvailabilityDocument, DefaultsTheModeToReplace) {
  auto const a = read(R"({"zone": "UTC", "weekly": [], "overrides": [{"date": "2026-12-24", "windows": []}]})");
  ASSERT_TRUE(a);
  EXPECT_EQ(a->overrides[0].mode, override_mode::replace);
}

TEST(AvailabilityDocument, NamesEachMistakeOnce) {
  EXPECT_EQ(pointers("{}"), (list{"/weekly", "/zone"}));
  EXPECT_EQ(pointers(R"({"zone": "localtime", "weekly": [{"days": [], "from": "18:00", "to": "18:00"}],
                         "bookings_outside": []})"),
            (list{"/bookings_outside", "/weekly/0/days", "/weekly/0/to", "/zone"}));
  EXPECT_EQ(pointers(R"({"zone": "UTC", "weekly": [{"days": ["mon", "Mon", 3], "from": "24:00", "to": "25:00"}, 5],
                         "step_minutes": 4, "max_per_day": "two", "horizon_days": 1e12})"),
            (list{"/horizon_days", "/max_per_day", "/step_minutes", "/weekly/0/days/1", "/weekly/0/days/2",
                  "/weekly/0/from", "/weekly/0/to", "/weekly/1"}));
}

TEST(AvailabilityDocument, TakesNothingUnreadableForACollision) {
  EXPECT_EQ(pointers(R"({"zone": "UTC", "weekly": [],
    "overrides": [{"date": "soon", "windows": []}, {"date": "later", "windows": []}, {"date": "2026-12-24"},
                  {"date": "2026-12-24", "mode": "erase", "windows": [{"from": "10:00"}]}, {"windows": []}],
    "travel": [{"from": "x", "to": "2027-01-01", "zone": "UTC"}, {"from": "2026-12-01", "to": "2026-12-01", "zone": "UTC"},
               {"from": "2026-12-01", "to": "2026-12-09"}, 7], "welcome_zones": ["UTC", "", "Mars"]})"),
            (list{"/overrides/0/date", "/overrides/1/date", "/overrides/2/windows", "/overrides/3/mode",
                  "/overrides/3/windows/0/to", "/overrides/4/date", "/travel/0/from", "/travel/1/to", "/travel/2/zone",
                  "/travel/3", "/welcome_zones/1", "/welcome_zones/2"}));
}

TEST(AvailabilityDocument, NamesWhatIsWrongBesideAMemberThatCannotBeRead) {
  EXPECT_EQ(pointers(R"({"zone": "UTC", "weekly": [{"days": ["Monday"], "from": "09:00", "to": "09:00"}],
    "overrides": [{"date": "2026-12-24", "until": "2026-12-24", "mode": "erase", "windows": []}],
    "travel": [{"from": "2026-12-01", "to": "2026-12-01", "zone": 5}, {"from": "2026-12-03", "to": "soon", "zone": ""}]})"),
            (list{"/overrides/0/mode", "/overrides/0/until", "/travel/0/to", "/travel/0/zone", "/travel/1/to",
                  "/travel/1/zone", "/weekly/0/days/0", "/weekly/0/to"}));
}

TEST(AvailabilityDocument, SaysNothingOfAnEndWhoseBeginningCannotBeRead) {
  EXPECT_EQ(pointers(R"({"zone": "UTC", "weekly": [{"days": ["mon"], "from": "9", "to": "00:00"}],
    "travel": [{"from": "x", "to": "2026-12-01", "zone": "UTC"}, {"from": "y", "to": "2026-12-01", "zone": "UTC"}]})"),
            (list{"/travel/0/from", "/travel/1/from", "/weekly/0/from"}));
}

TEST(AvailabilityDocument, RefusesTwoReplacementsAndEmptyRanges) {
  EXPECT_EQ(pointers(R"({"zone": "UTC", "weekly": [], "overrides": [
    {"date": "2026-12-24", "until": "2026-12-24", "windows": []}, {"date": "2026-12-25", "windows": []},
    {"date": "2026-12-25", "windows": []}]})"),
            (list{"/overrides/0/until", "/overrides/2/date"}));
}

}  // namespace
}  // namespace rehearse
