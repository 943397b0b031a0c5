#include "scheduler/rules/instant_writer.hpp"
#include "scheduler/rules/result.hpp"
#include "scheduler/rules/time_zone.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace date::literals;

constexpr instant half_past_one = date::sys_days{2026_y / 11 / 24} + 13h + 30min;

TEST(TimeText, WritesInstantsInUtc) {
  EXPECT_EQ(to_text(half_past_one), "2026-11-24T13:30:00Z");
  EXPECT_EQ(to_text(date::local_days{2026_y / 2 / 1}), "2026-02-01");
}

TEST(TimeText, WritesTheWallClockWithOffsetAndZone) {
  auto const text = [](char const* zone) { return to_text(half_past_one, time_zone::find(zone).value()); };
  EXPECT_EQ(text("Asia/Kolkata"), "2026-11-24T19:00:00+05:30[Asia/Kolkata]");
  EXPECT_EQ(text("Asia/Calcutta"), "2026-11-24T19:00:00+05:30[Asia/Calcutta]");
  EXPECT_EQ(text("America/St_Johns"), "2026-11-24T10:00:00-03:30[America/St_Johns]");
  EXPECT_EQ(text("Europe/London"), "2026-11-24T13:30:00+00:00[Europe/London]");
}

TEST(TimeText, WritesManyInstantsAsItWritesEachAlone) {
  for (auto const* name : {"America/St_Johns", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"}) {
    auto const zone = time_zone::find(name).value();
    instant_writer many(zone);

    // Over a year and back, so that dates and offsets change both ways.
    for (int step = -9000; step < 9000; ++step) {
      auto const when = half_past_one + std::abs(step) * 59min;
      std::string utc, local;
      many.add_utc(utc, when);
      many.add_local(local, when);

      ASSERT_EQ(utc, to_text(when));
      ASSERT_EQ(local, to_text(when, zone));
    }
  }
}

TEST(TimeText, ReadsEveryFormOfTheSameInstant) {
  for (auto const* text : {"2026-11-24T13:30:00Z", "2026-11-24t13:30:00z", "2026-11-24T19:00:00+05:30",
                           "2026-11-24T08:30:00-05:00", "2026-11-24T13:30:00.000Z", "2026-11-24T13:30:00-00:00",
                           "2026-11-24T19:00:00+05:30[Asia/Kolkata]", "2026-11-24T19:00:00.0+05:30[!Asia/Calcutta]",
                           "2026-11-24T13:30:00Z[Asia/Kolkata]", "2026-11-25T00:00:00+10:30"}) {
    EXPECT_EQ(read_instant(text), half_past_one) << text;
  }
}

TEST(TimeText, RefusesAnOffsetThatDisagreesWithItsZone) {
  EXPECT_FALSE(read_instant("2026-11-24T19:00:00+05:00[Asia/Kolkata]"));
  EXPECT_FALSE(read_instant("2026-07-24T19:00:00-05:00[America/New_York]"));
  EXPECT_TRUE(read_instant("2026-07-24T19:00:00-04:00[America/New_York]"));
  EXPECT_FALSE(read_instant("2026-11-24T13:30:00+00:00[Asia/Kolkata]"));
}

TEST(TimeText, TellsTheTwoOccurrencesOfAnHourApart) {
  EXPECT_EQ(read_instant("2027-11-07T01:30:00-04:00[America/New_York]"), date::sys_days{2027_y / 11 / 7} + 5h + 30min);
  EXPECT_EQ(read_instant("2027-11-07T01:30:00-05:00[America/New_York]"), date::sys_days{2027_y / 11 / 7} + 6h + 30min);
}

TEST(TimeText, RefusesATimeInTheGap) {
  EXPECT_FALSE(read_instant("2027-03-14T02:30:00-05:00[America/New_York]"));
  EXPECT_FALSE(read_instant("2027-03-14T02:30:00-04:00[America/New_York]"));
}

TEST(TimeText, RefusesWhatIsNoInstant) {
  for (auto const* text : {"",
                           "2026-11-24",
                           "2026-11-24T13:30Z",
                           "2026-11-24T13:30:00",
                           "2026-11-24 13:30:00Z",
                           "2026-11-24T24:00:00Z",
                           "2026-11-24T13:60:00Z",
                           "2026-12-31T23:59:60Z",
                           "2026-02-29T10:00:00Z",
                           "2026-13-01T10:00:00Z",
                           "2026-11-24T13:30:00.5Z",
                           "2026-11-24T13:30:00.Z",
                           "2026-11-24T13:30:00+24:00",
                           "2026-11-24T13:30:00+05:60",
                           "2026-11-24T13:30:00+0530",
                           "2026-11-24T13:30:00Z ",
                           " 2026-11-24T13:30:00Z",
                           "2026-11-24T13:30:00Zjunk",
                           "2026-11-24T13:30:00+05:30[localtime]",
                           "2026-11-24T13:30:00+05:30[]",
                           "2026-11-24T13:30:00+05:30[",
                           "2026-11-24T13:30:00+05:30[!]",
                           "2026-11-24T13:30:00+05:30[+05:30]",
                           "+2026-11-24T13:30:00Z",
                           "2026-11-24T13:30:00+05:30[Asia/Kolkata][u-ca=hebrew]",
                           "2026-1-24T13:30:00Z",
                           "2026-11-24T1:30:00Z"}) {
    EXPECT_FALSE(read_instant(text)) << text;
  }
}

TEST(TimeText, ReadsDatesThatExist) {
  EXPECT_EQ(read_date("2028-02-29"), date::local_days{2028_y / 2 / 29});
  for (auto const* text : {"", "2026-02-29", "2026-00-10", "2026-04-31", "2026-4-1", "20260401", "2026-04-01T", "x"}) {
    EXPECT_FALSE(read_date(text)) << text;
  }
}

TEST(Result, AskingARefusalForItsValueIsABug) {
  result<int> const refused = invalid("/zone", "This is no zone.");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::invalid);
  EXPECT_EQ(refused.error().errors.front(), (field_error{"/zone", "This is no zone."}));
  EXPECT_THROW(refused.value(), std::logic_error);
}

}  // namespace
}  // namespace rehearse
