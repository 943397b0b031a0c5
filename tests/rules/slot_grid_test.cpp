#include "scheduler/rules/slot_grid.hpp"

#include "tests/rules/samples.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace samples;
using list = std::vector<std::string>;

auto const now = at("2027-01-01T00:00:00Z");

std::vector<slot> on_date(slot_question const& q, char const* date) {
  auto const zone = time_zone::find(q.published.zone).value();
  return free_slots(q, zone.to_instant(day(date)), zone.to_instant(day(date) + date::days{1}));
}

occupation booked(char const* from, char const* to, char const* id = "bk_1") {
  return {{"occ_1"}, occupation_kind::booking, {id}, at(from), at(to), at(from), std::nullopt};
}

TEST(SlotGrid, StepsByTheDurationFromTheStartOfTheBlock) {
  auto const a = open("UTC", {daily(9h + 5min, 12h)});
  EXPECT_EQ(starts(on_date(ask(a, 60min, now), "2027-01-04")), (list{"2027-01-04T09:05:00Z", "2027-01-04T10:05:00Z"}));
}

TEST(SlotGrid, StepsByItsOwnStep) {
  auto a = open("UTC", {daily(9h, 10h + 30min)});
  a.step = 30min;
  EXPECT_EQ(starts(on_date(ask(a, 60min, now), "2027-01-04")), (list{"2027-01-04T09:00:00Z", "2027-01-04T09:30:00Z"}));
}

TEST(SlotGrid, RestartsAtMidnightAndLetsInterviewsRunPastIt) {
  auto const a = open("Europe/Paris", {daily(0h, 24h)});
  auto const texts = local_starts(on_date(ask(a, 50min, now), "2027-01-04"), "Europe/Paris");
  ASSERT_EQ(texts.size(), 29u);
  EXPECT_EQ(texts[1], "2027-01-04T00:50:00+01");
  EXPECT_EQ(texts.back(), "2027-01-04T23:20:00+01");
  EXPECT_EQ(local_starts(on_date(ask(a, 50min, now), "2027-01-05"), "Europe/Paris").front(), "2027-01-05T00:00:00+01");
}

TEST(SlotGrid, NeedsTheWholeInterviewInsideTheUnionOfAllBlocks) {
  auto const a = open("UTC", {on(0, 22h, 24h), on(1, 0h, 1h)});
  EXPECT_EQ(starts(free_slots(ask(a, 90min, now), at("2027-01-04T00:00:00Z"), at("2027-01-06T00:00:00Z"))),
            (list{"2027-01-04T22:00:00Z", "2027-01-04T23:30:00Z"}));
}

TEST(SlotGrid, OffersNoSlotInsideTheSpringForwardGap) {
  auto a = open("America/New_York", {daily(1h, 5h)});
  a.step = 30min;
  EXPECT_EQ(local_starts(on_date(ask(a, 60min, now), "2027-03-14"), "America/New_York"),
            (list{"2027-03-14T01:00:00-05", "2027-03-14T01:30:00-05", "2027-03-14T03:00:00-04",
                  "2027-03-14T03:30:00-04", "2027-03-14T04:00:00-04"}));
}

TEST(SlotGrid, OffersEachInstantOfTwoOverlappingBlocksOnce) {
  auto const a = open("UTC", {on(0, 22h, 26h), on(1, 1h, 3h)});
  EXPECT_EQ(starts(free_slots(ask(a, 60min, now), at("2027-01-04T00:00:00Z"), at("2027-01-06T00:00:00Z"))),
            (list{"2027-01-04T22:00:00Z", "2027-01-04T23:00:00Z", "2027-01-05T00:00:00Z", "2027-01-05T01:00:00Z",
                  "2027-01-05T02:00:00Z"}));
}

TEST(SlotGrid, KeepsBuffersFreeOfOccupationsButNotInsideBlocks) {
  auto a = open("UTC", {daily(9h, 13h)});
  a.buffer_before = 10min;
  a.buffer_after = 15min;
  auto q = ask(a, 60min, now);
  EXPECT_EQ(on_date(q, "2027-01-04").size(), 4u);
  std::vector const occupied{booked("2027-01-04T11:15:00Z", "2027-01-04T11:50:00Z")};
  q.occupied = occupied;
  EXPECT_EQ(starts(on_date(q, "2027-01-04")),
            (list{"2027-01-04T09:00:00Z", "2027-01-04T10:00:00Z", "2027-01-04T12:00:00Z"}));
  std::vector const longer{booked("2027-01-04T11:14:00Z", "2027-01-04T11:51:00Z")};
  q.occupied = longer;
  EXPECT_EQ(starts(on_date(q, "2027-01-04")), (list{"2027-01-04T09:00:00Z"}));
}

TEST(SlotGrid, DoesNotCountAHoldFromTheInstantItRunsOut) {
  auto const a = open("UTC", {daily(9h, 10h)});
  std::vector held{booked("2027-01-04T09:00:00Z", "2027-01-04T10:00:00Z")};
  held[0].kind = occupation_kind::hold;
  held[0].runs_out = now + 15min;
  auto q = ask(a, 60min, now);
  q.occupied = held;
  EXPECT_FALSE(is_free_slot(q, at("2027-01-04T09:00:00Z")));
  q.now = now + 15min - 1s;
  EXPECT_FALSE(is_free_slot(q, at("2027-01-04T09:00:00Z")));
  q.now = now + 15min;
  EXPECT_TRUE(is_free_slot(q, at("2027-01-04T09:00:00Z")));
}

TEST(SlotGrid, DoesNotCountABookingAgainstItsOwnMove) {
  auto a = open("UTC", {daily(9h, 11h)});
  a.step = 30min;
  a.max_per_day = 1;
  std::vector const occupied{booked("2027-01-04T09:00:00Z", "2027-01-04T10:00:00Z")};
  auto q = ask(a, 60min, now);
  q.occupied = occupied;
  EXPECT_TRUE(on_date(q, "2027-01-04").empty());
  q.moving = booking_id{"bk_1"};
  EXPECT_EQ(on_date(q, "2027-01-04").size(), 3u);
}

TEST(SlotGrid, LeavesBusyTimesOfCalendarsFree) {
  auto const a = open("UTC", {daily(9h, 12h)});
  std::vector<busy_time> const busy{{at("2027-01-04T10:30:00Z"), at("2027-01-04T11:00:00Z")}};
  auto q = ask(a, 60min, now);
  q.busy = busy;
  EXPECT_EQ(starts(on_date(q, "2027-01-04")), (list{"2027-01-04T09:00:00Z", "2027-01-04T11:00:00Z"}));
}

TEST(SlotGrid, KeepsTheNoticeToTheSecond) {
  auto a = open("UTC", {daily(9h, 10h)});
  a.min_notice = 60min;
  EXPECT_TRUE(is_free_slot(ask(a, 60min, at("2027-01-04T08:00:00Z")), at("2027-01-04T09:00:00Z")));
  EXPECT_FALSE(is_free_slot(ask(a, 60min, at("2027-01-04T08:00:01Z")), at("2027-01-04T09:00:00Z")));
}

TEST(SlotGrid, CountsTheHorizonInDatesOfTheVolunteersZoneAlsoWhileTravelling) {
  auto a = open("Pacific/Kiritimati", {daily(0h, 24h)});
  a.horizon = date::days{1};
  // In Kiritimati it is the 5th already; so the last slot is the last of the 6th there.
  auto const zone = time_zone::find("Pacific/Kiritimati").value();
  auto const asked = at("2027-01-04T11:00:00Z");
  EXPECT_EQ(to_text(free_slots(ask(a, 60min, asked), asked, asked + 240h).back().start, zone),
            "2027-01-06T23:00:00+14:00[Pacific/Kiritimati]");
  a.travel = {{day("2027-01-04"), day("2027-01-08"), "America/New_York"}};
  EXPECT_EQ(to_text(free_slots(ask(a, 60min, asked), asked, asked + 240h).back().start, zone),
            "2027-01-06T23:00:00+14:00[Pacific/Kiritimati]");
}

TEST(SlotGrid, KeepsTheMaximumOfADayAndOfAnIsoWeek) {
  auto a = open("America/New_York", {daily(20h, 23h)});
  // 20:00 in New York on Sunday the 3rd, though Monday in UTC.
  std::vector const occupied{booked("2027-01-04T01:00:00Z", "2027-01-04T02:00:00Z")};
  auto q = ask(a, 60min, now);
  q.occupied = occupied;
  EXPECT_EQ(on_date(q, "2027-01-03").size(), 2u);
  a.max_per_day = 1;
  EXPECT_EQ(on_date(q, "2027-01-03").size(), 0u);
  EXPECT_EQ(on_date(q, "2027-01-04").size(), 3u);
  a.max_per_day = std::nullopt;
  a.max_per_week = 1;
  EXPECT_EQ(on_date(q, "2027-01-02").size(), 0u);
  EXPECT_EQ(on_date(q, "2027-01-04").size(), 3u);
}

TEST(SlotGrid, OffersNothingOfAVolunteerWhoIsPausedOrDoesNotGiveTheType) {
  auto const a = open("UTC", {daily(9h, 10h)});
  auto q = ask(a, 60min, now);
  EXPECT_TRUE(next_free_slot(q, now));
  q.active = false;
  EXPECT_FALSE(next_free_slot(q, now));
  EXPECT_FALSE(is_free_slot(q, at("2027-01-04T09:00:00Z")));
  q.active = true;
  q.gives_type = false;
  EXPECT_TRUE(on_date(q, "2027-01-04").empty());
}

TEST(SlotGrid, OffersNothingThatEndsAfterTheLastInstant) {
  auto const a = open("UTC", {daily(0h, 24h)});
  auto const slots = free_slots(ask(a, 60min, at("2036-12-01T00:00:00Z")), now, last_instant + 2400h);
  EXPECT_EQ(to_text(slots.back().start), "2036-12-31T22:00:00Z");
}

TEST(SlotGrid, FindsTheNextFreeSlotUpToTheHorizon) {
  auto a = open("UTC", {daily(9h, 10h)});
  a.weekly[0].starting = day("2027-03-01");
  EXPECT_EQ(next_free_slot(ask(a, 60min, now), now).value().start, at("2027-03-01T09:00:00Z"));
  a.horizon = date::days{58};
  EXPECT_FALSE(next_free_slot(ask(a, 60min, now), now));
  a.horizon = date::days{59};
  EXPECT_TRUE(next_free_slot(ask(a, 60min, now), now));
}

TEST(SlotGrid, AgreesOnTheZoneOfTheWindowInWhichTheSlotWasRead) {
  auto a = open("America/New_York", {daily(18h, 26h)});
  a.travel = {{day("2027-01-05"), day("2027-01-07"), "Asia/Kolkata"}};
  EXPECT_EQ(agreed_zone(a, 60min, at("2027-01-05T06:00:00Z")).name(), "America/New_York");
  EXPECT_EQ(agreed_zone(a, 60min, at("2027-01-05T12:30:00Z")).name(), "Asia/Kolkata");
  EXPECT_EQ(agreed_zone(a, 60min, at("2027-01-05T08:11:00Z")).name(), "Asia/Kolkata");
  EXPECT_EQ(agreed_zone(a, 60min, at("2027-01-09T15:11:00Z")).name(), "America/New_York");
}

TEST(SlotGrid, OccupiesTheInterviewAndItsBuffers) {
  auto a = open("UTC", {});
  a.buffer_before = 5min;
  a.buffer_after = 15min;
  auto const o = occupation_for(a, 60min, at("2027-01-05T09:00:00Z"));
  EXPECT_EQ(to_text(o.from), "2027-01-05T08:55:00Z");
  EXPECT_EQ(to_text(o.to), "2027-01-05T10:15:00Z");
  EXPECT_EQ(o.start, at("2027-01-05T09:00:00Z"));
}

}  // namespace
}  // namespace rehearse
