#include "notify/words/time_text.hpp"

#include <gtest/gtest.h>

namespace rehearse {

namespace {

using namespace date::literals;

constexpr auto tuesday = date::local_days{2026_y / 11 / 24};

zoned_time in_kolkata(seconds time_of_day) {
  return {tuesday + time_of_day, 5h + 30min, "Asia/Kolkata"};
}

}  // namespace

TEST(TimeText, WritesDaysAndTimes) {
  auto const text = time_text{words{}};

  EXPECT_EQ(text.day(tuesday + 19h), "Tuesday 24 November 2026");
  EXPECT_EQ(text.short_day(tuesday + 19h), "Tue 24 Nov");
  EXPECT_EQ(text.time(tuesday + 9h + 5min), "09:05");
  EXPECT_EQ(text.moment(tuesday + 0h), "Tuesday 24 November 2026, 00:00");
}

TEST(TimeText, WritesTheYearOfDaysSideBySideOnlyWhereItIsAnotherThanNows) {
  auto const english = time_text{words{}}, spanish = time_text{words{"es"}};
  auto const this_year = tuesday - date::days{300}, last_year = tuesday - date::days{365};

  EXPECT_EQ(english.day(tuesday + 19h, this_year), "Tuesday 24 November");
  EXPECT_EQ(english.day(tuesday + 19h, last_year), "Tuesday 24 November 2026");
  EXPECT_EQ(english.short_day(tuesday, this_year), "Tue 24 Nov");
  EXPECT_EQ(english.short_day(tuesday, last_year), "Tue 24 Nov 2026");
  EXPECT_EQ(spanish.day(tuesday, this_year), "martes, 24 de noviembre");
  EXPECT_EQ(spanish.short_day(tuesday, last_year), "mar, 24 nov 2026");
}

TEST(TimeText, NamesZoneAndOffset) {
  auto const text = time_text{words{}};

  EXPECT_EQ(text.full(in_kolkata(19h), in_kolkata(20h)),
            "Tuesday 24 November 2026, 19:00–20:00 (UTC+05:30, Asia/Kolkata)");
  EXPECT_EQ(text.full(in_kolkata(19h)), "Tuesday 24 November 2026, 19:00 (UTC+05:30, Asia/Kolkata)");
}

TEST(TimeText, NamesBothDaysAcrossMidnight) {
  EXPECT_EQ(time_text{words{}}.range(in_kolkata(23h + 30min), in_kolkata(24h + 30min)),
            "Tuesday 24 November 2026, 23:30 – Wednesday 25 November 2026, 00:30");
}

TEST(TimeText, SaysBothOffsetsWhereTheClocksChangeInBetween) {
  auto const sunday = date::local_days{2026_y / 11 / 1};
  auto const start = zoned_time{sunday + 1h + 30min, -4h, "America/New_York"};
  auto const end = zoned_time{sunday + 1h + 30min, -5h, "America/New_York"};

  EXPECT_EQ(time_text{words{}}.full(start, end),
            "Sunday 1 November 2026, 01:30 UTC−04:00 – 01:30 UTC−05:00 (America/New_York)");
}

TEST(TimeText, WritesDatesAsSpanishDoes) {
  auto const text = time_text{words{"es"}};

  EXPECT_EQ(text.full(in_kolkata(19h), in_kolkata(20h)),
            "martes, 24 de noviembre de 2026, 19:00–20:00 (UTC+05:30, Asia/Kolkata)");
  EXPECT_EQ(text.short_day(tuesday), "mar, 24 nov");
  EXPECT_EQ(text.time(tuesday + 9h + 5min), "09:05");
}

// ICU has zones of its own; it must not move a date by one of them.
TEST(TimeText, KeepsTheDayAtBothEndsOfEveryMonth) {
  auto const english = time_text{words{}};
  auto const spanish = time_text{words{"es"}};

  for (auto month = date::year_month{2026_y / 1}; month <= date::year_month{2028_y / 2}; month += date::months{1}) {
    auto const first = date::local_days{month / 1}, last = date::local_days{month / date::last};
    for (auto const at : {wall_clock{first}, last + 23h + 59min + 59s}) {
      auto const day = unsigned{date::year_month_day{date::floor<date::days>(at)}.day()};
      EXPECT_NE(english.day(at).find(" " + std::to_string(day) + " "), std::string::npos) << english.day(at);
      EXPECT_NE(spanish.day(at).find(", " + std::to_string(day) + " de "), std::string::npos) << spanish.day(at);
    }
  }
  EXPECT_EQ(english.day(date::local_days{2028_y / 2 / 29}), "Tuesday 29 February 2028");
  EXPECT_EQ(spanish.day(date::local_days{2027_y / 1 / 1}), "viernes, 1 de enero de 2027");
}

TEST(TimeText, WritesOffsets) {
  EXPECT_EQ(offset_text(0s), "UTC");
  EXPECT_EQ(offset_text(12h + 45min), "UTC+12:45");
  EXPECT_EQ(offset_text(-9h - 30min), "UTC−09:30");
  EXPECT_EQ(offset_text(-44min - 30s), "UTC−00:44:30");
}

TEST(TimeText, WritesDurations) {
  auto const text = time_text{words{}};

  EXPECT_EQ(text.duration(60min), "1 hour");
  EXPECT_EQ(text.duration(45min), "45 minutes");
  EXPECT_EQ(text.duration(90min), "1 hour 30 minutes");
  EXPECT_EQ(text.duration(24h), "24 hours");
  EXPECT_EQ(text.duration(49h), "2 days 1 hour");
  EXPECT_EQ(text.duration(0min), "0 minutes");
}

TEST(TimeText, SaysWhatTimeItIsThere) {
  auto const now = zoned_time{tuesday + 14h + 5min, 1h, "Africa/Lagos"};

  EXPECT_EQ(time_text{words{}}.now_there(now), "In Lagos it is now 14:05");
}

TEST(TimeText, SaysWhatTimeItIsThereInTheReadersLanguage) {
  auto const now = zoned_time{tuesday + 14h + 5min, -6h, "America/Mexico_City"};

  EXPECT_EQ(time_text{words{"es"}}.now_there(now), "Hora actual en Ciudad de México: 14:05");
}

TEST(TimeText, SaysUtcOnce) {
  auto const text = time_text{words{}};

  EXPECT_EQ(text.full({tuesday + 9h, 0s, "UTC"}), "Tuesday 24 November 2026, 09:00 (UTC)");
  EXPECT_EQ(text.zone({tuesday + 9h, 0s, "Africa/Accra"}), "UTC, Africa/Accra");
}

}  // namespace rehearse
