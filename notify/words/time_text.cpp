#include "notify/words/time_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <stdexcept>

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

namespace rehearse {

namespace {

using symbols = icu::DateFormatSymbols;

struct calendar_names {
  std::array<std::string, 7> days, short_days;  // Sunday first
  std::array<std::string, 12> months, short_months;
};

// ICU's own arrays of weekdays begin with an unused one.
template <std::size_t Count>
void copy_names(icu::UnicodeString const* names, int32_t count, std::array<std::string, Count>& into) {
  auto const* first = names + (count - static_cast<int32_t>(Count));
  for (std::size_t i = 0; i < Count; ++i) first[i].toUTF8String(into[i]);
}

calendar_names names_in(std::string const& locale) {
  auto status = U_ZERO_ERROR;
  auto const from = symbols{icu::Locale{locale.c_str()}, status};
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no names of days and months for " + locale);
  calendar_names names;
  auto count = int32_t{};
  auto const* wide_days = from.getWeekdays(count, symbols::FORMAT, symbols::WIDE);
  copy_names(wide_days, count, names.days);
  auto const* short_days = from.getWeekdays(count, symbols::FORMAT, symbols::ABBREVIATED);
  copy_names(short_days, count, names.short_days);
  auto const* wide_months = from.getMonths(count, symbols::FORMAT, symbols::WIDE);
  copy_names(wide_months, count, names.months);
  auto const* short_months = from.getMonths(count, symbols::FORMAT, symbols::ABBREVIATED);
  copy_names(short_months, count, names.short_months);
  return names;
}

calendar_names const& names_for(words const& language) {
  static auto const all = [] {
    std::map<std::string, calendar_names> names;
    for (auto const& locale : supported_locales()) names.emplace(locale, names_in(locale));
    return names;
  }();
  return all.at(language.locale());
}

struct parts {
  date::year_month_day date;
  unsigned weekday;  // 0: Sunday
  date::hh_mm_ss<seconds> time;
};

parts parts_of(wall_clock at) {
  auto const day = date::floor<date::days>(at);
  return {date::year_month_day{day}, date::weekday{day}.c_encoding(), date::hh_mm_ss<seconds>{at - day}};
}

std::string two_digits(long number) {
  char text[24];
  std::snprintf(text, sizeof text, "%02ld", number);
  return text;
}

std::string year_text(date::year year) {
  return std::to_string(int{year});
}
std::size_t month_index(date::month month) {
  return unsigned{month} - 1;
}

bool same_day(wall_clock a, wall_clock b) {
  return date::floor<date::days>(a) == date::floor<date::days>(b);
}

}  // namespace

std::string time_text::day(wall_clock at) const {
  auto const& names = names_for(words_);
  auto const [date, weekday, time] = parts_of(at);
  return words_.say("{weekday} {day} {month} {year}", {{"weekday", names.days.at(weekday)},
                                                       {"day", std::to_string(unsigned{date.day()})},
                                                       {"month", names.months.at(month_index(date.month()))},
                                                       {"year", year_text(date.year())}});
}

std::string time_text::short_day(wall_clock at) const {
  auto const& names = names_for(words_);
  auto const [date, weekday, time] = parts_of(at);
  return words_.say("{short_weekday} {day} {short_month}",
                    {{"short_weekday", names.short_days.at(weekday)},
                     {"day", std::to_string(unsigned{date.day()})},
                     {"short_month", names.short_months.at(month_index(date.month()))}});
}

std::string time_text::time(wall_clock at) const {
  auto const time = parts_of(at).time;
  return two_digits(time.hours().count()) + ":" + two_digits(time.minutes().count());
}

std::string time_text::moment(wall_clock at) const {
  return words_.say("{day}, {time}", {{"day", day(at)}, {"time", time(at)}});
}

std::string time_text::range(zoned_time const& start, zoned_time const& end) const {
  if (same_day(start.at, end.at)) return moment(start.at) + "–" + time(end.at);
  return moment(start.at) + " – " + moment(end.at);
}

std::string time_text::zone(zoned_time const& time) const {
  return offset_text(time.offset) + ", " + time.zone;
}

std::string time_text::full(zoned_time const& time) const {
  return moment(time.at) + " (" + zone(time) + ")";
}

std::string time_text::full(zoned_time const& start, zoned_time const& end) const {
  if (start.offset == end.offset) return range(start, end) + " (" + zone(start) + ")";
  auto const until = same_day(start.at, end.at) ? time(end.at) : moment(end.at);
  return moment(start.at) + " " + offset_text(start.offset) + " – " + until + " " + offset_text(end.offset) + " (" +
         start.zone + ")";
}

std::string time_text::now_there(zoned_time const& now) const {
  return words_.say("In {city} it is now {time}", {{"city", city_of(now.zone)}, {"time", time(now.at)}});
}

std::string time_text::duration(minutes length) const {
  // "24 hours" is said of a deadline; days begin with the second.
  auto const days = length < 48h ? 0 : length / 24h;
  auto const full_hours = (length - days * 24h) / 1h, rest = length % 1h / 1min;
  std::string text;
  auto const add = [&text](std::string const& part) { text += (text.empty() ? "" : " ") + part; };
  if (days != 0) add(words_.plural("{count} day", "{count} days", days));
  if (full_hours != 0) add(words_.plural("{count} hour", "{count} hours", full_hours));
  if (rest != 0 || text.empty()) add(words_.plural("{count} minute", "{count} minutes", rest));
  return text;
}

std::string offset_text(seconds offset) {
  if (offset == 0s) return "UTC";
  auto const time = date::hh_mm_ss<seconds>{offset < 0s ? -offset : offset};
  auto text = std::string{offset < 0s ? "UTC−" : "UTC+"} + two_digits(time.hours().count()) + ":" +
              two_digits(time.minutes().count());
  return time.seconds() == 0s ? text : text + ":" + two_digits(time.seconds().count());
}

std::string city_of(std::string_view zone) {
  auto city = std::string{zone.substr(zone.rfind('/') + 1)};
  std::ranges::replace(city, '_', ' ');
  return city;
}

}  // namespace rehearse
