#include "scheduler/rules/slot_grid.hpp"
#include "tests/rules/samples.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace samples;
using list = std::vector<std::string>;

auto const now = at("2027-01-01T00:00:00Z");

// The names of the rules that failed.
list failed(slot_question const& q, char const* start) {
  auto const e = explain(q, at(start));
  EXPECT_EQ(e.rules.size(), 14u);
  EXPECT_EQ(e.offered, is_free_slot(q, at(start)));
  list names;
  for (auto const& rule : e.rules) {
    EXPECT_FALSE(rule.detail.empty());
    if (!rule.passed) names.emplace_back(name_of(rule.rule));
  }
  EXPECT_EQ(e.offered, names.empty());
  return names;
}

availability nine_to_twelve() {
  return open("UTC", {daily(9h, 12h)});
}

TEST(ExplainSlot, ListsEveryRuleOnceInOrder) {
  auto const a = nine_to_twelve();
  list names;
  for (auto const& rule : explain(ask(a, 60min, now), now).rules) names.emplace_back(name_of(rule.rule));
  EXPECT_EQ(names, (list{"window", "override", "travel", "step", "fit", "notice", "horizon", "booking", "hold",
                         "busy_calendar", "max_per_day", "max_per_week", "paused", "type"}));
}

TEST(ExplainSlot, NamesTheRuleThatDecided) {
  auto a = nine_to_twelve();
  auto q = ask(a, 90min, now);
  EXPECT_EQ(failed(q, "2027-01-04T09:00:00Z"), list{});
  EXPECT_EQ(failed(q, "2027-01-04T13:00:00Z"), list{"window"});
  EXPECT_EQ(failed(q, "2027-01-04T09:10:00Z"), list{"step"});
  a.step = 60min;
  EXPECT_EQ(failed(q, "2027-01-04T11:00:00Z"), list{"fit"});
  q.now = at("2027-01-04T09:00:01Z");
  EXPECT_EQ(failed(q, "2027-01-04T09:00:00Z"), list{"notice"});
  q.active = q.gives_type = false;
  EXPECT_EQ(failed(q, "2027-01-05T09:00:00Z"), (list{"paused", "type"}));
}

TEST(ExplainSlot, TellsOverridesAndTravelFromWindows) {
  auto a = nine_to_twelve();
  a.overrides = {{day("2027-01-04"), std::nullopt, override_mode::replace, {{20h, 21h}}},
                 {day("2027-01-05"), std::nullopt, override_mode::block, {}},
                 {day("2027-01-06"), std::nullopt, override_mode::add, {{20h, 22h}}},
                 {day("2027-01-06"), std::nullopt, override_mode::block, {{20h, 21h}}}};
  a.travel = {{day("2027-01-08"), day("2027-01-09"), "Asia/Kolkata"}};
  auto const q = ask(a, 60min, now);
  EXPECT_EQ(failed(q, "2027-01-04T09:00:00Z"), list{"override"});
  EXPECT_EQ(failed(q, "2027-01-04T20:00:00Z"), list{});
  EXPECT_EQ(failed(q, "2027-01-05T09:00:00Z"), list{"override"});
  EXPECT_EQ(failed(q, "2027-01-06T20:00:00Z"), list{"override"});
  EXPECT_EQ(failed(q, "2027-01-06T21:00:00Z"), list{});
  EXPECT_EQ(failed(q, "2027-01-08T09:00:00Z"), (list{"window", "travel"}));
  EXPECT_EQ(failed(q, "2027-01-08T03:30:00Z"), list{});
}

TEST(ExplainSlot, TellsBookingsHoldsAndCalendarsApart) {
  auto const a = nine_to_twelve();
  auto q = ask(a, 60min, now);
  auto const start = at("2027-01-04T09:00:00Z");
  std::vector<occupation> occupied{
      {{"occ_1"}, occupation_kind::booking, {"bk_1"}, start, start + 60min, start, std::nullopt},
      {{"occ_2"}, occupation_kind::hold, {"bk_2"}, start + 60min, start + 120min, start + 60min, now + 1s}};
  std::vector<busy_time> const busy{{start + 130min, start + 140min}};
  q.occupied = occupied;
  q.busy = busy;
  EXPECT_EQ(failed(q, "2027-01-04T09:00:00Z"), list{"booking"});
  EXPECT_EQ(failed(q, "2027-01-04T10:00:00Z"), list{"hold"});
  EXPECT_EQ(failed(q, "2027-01-04T11:00:00Z"), list{"busy_calendar"});
  EXPECT_EQ(explain(q, start).rules[7].booking, booking_id{"bk_1"});
}

TEST(ExplainSlot, TellsTheLimits) {
  auto a = nine_to_twelve();
  a.horizon = date::days{4};
  auto q = ask(a, 60min, now);
  EXPECT_EQ(failed(q, "2027-01-06T09:00:00Z"), list{"horizon"});
  auto const start = at("2027-01-04T09:00:00Z");
  std::vector<occupation> const occupied{
      {{"occ_1"}, occupation_kind::booking, {"bk_1"}, start, start + 60min, start, std::nullopt}};
  q.occupied = occupied;
  a.max_per_day = 1;
  EXPECT_EQ(failed(q, "2027-01-04T10:00:00Z"), list{"max_per_day"});
  a.max_per_week = 1;
  EXPECT_EQ(failed(q, "2027-01-04T10:00:00Z"), (list{"max_per_day", "max_per_week"}));
  EXPECT_EQ(failed(q, "2027-01-05T10:00:00Z"), list{"max_per_week"});
  EXPECT_EQ(failed(q, "2036-12-31T23:00:00Z"), (list{"window", "horizon"}));
}

}  // namespace
}  // namespace rehearse
