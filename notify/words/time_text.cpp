#include "notify/words/time_text.hpp"

#include "notify/words/world_names.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include <unicode/dtptngen.h>
#include <unicode/smpdtfmt.h>

namespace rehearse {

namespace {

// How one locale writes a date.
struct date_formats {
  std::unique_ptr<icu::SimpleDateFormat const> whole, of_this_year, abbreviated, abbreviated_whole;
};

// ICU's pattern for these parts, in the locale's order. English is as Britons write it, without the comma that ICU has
// after the weekday.
icu::UnicodeString pattern_of(std::string const& locale, char const* parts, char const* english) {
  if (locale == "en") return icu::UnicodeString::fromUTF8(english);
  auto status = U_ZERO_ERROR;
  std::unique_ptr<icu::DateTimePatternGenerator> const patterns{
      icu::DateTimePatternGenerator::createInstance(icu::Locale{locale.c_str()}, status)};
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no patterns of dates for " + locale);
  return patterns->getBestPattern(icu::UnicodeString::fromUTF8(parts), status);
}

std::unique_ptr<icu::SimpleDateFormat const> format_of(std::string const& locale, icu::UnicodeString const& pattern) {
  auto status = U_ZERO_ERROR;
  auto made = std::make_unique<icu::SimpleDateFormat>(pattern, icu::Locale{locale.c_str()}, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot write dates for " + locale);
  // It is handed wall-clock times, which our own zones have made: ICU adds no offset to them.
  made->setTimeZone(*icu::TimeZone::getGMT());
  return made;
}

date_formats formats_in(std::string const& locale) {
  return {format_of(locale, pattern_of(locale, "yMMMMEEEEd", "EEEE d MMMM y")),
          format_of(locale, pattern_of(locale, "MMMMEEEEd", "EEEE d MMMM")),
          format_of(locale, pattern_of(locale, "MMMEd", "EEE d MMM")),
          format_of(locale, pattern_of(locale, "yMMMEd", "EEE d MMM y"))};
}

date_formats const& formats_for(words const& language) {
  static auto const all = [] {
    keep_icu_from_the_machines_zone();
    std::map<std::string, date_formats> formats;
    for (auto const& locale : offered_locales()) formats.emplace(locale, formats_in(locale));
    return formats;
  }();
  return all.at(language.icu_locale());
}

std::string written_by_icu(icu::SimpleDateFormat const& format, wall_clock at) {
  icu::UnicodeString text;
  format.format(static_cast<UDate>(at.time_since_epoch() / 1ms), text);
  std::string date;
  return text.toUTF8String(date);
}

// The formats write no more of a time than its day, and a page or a batch of mails names few days, often.
std::string written(words const& language, icu::SimpleDateFormat const& format, wall_clock at) {
  // One thread at a time, for two microseconds: a format builds parts of itself when it is first used, and formats
  // share parts. ICU says that is safe; here it need not be believed, and ThreadSanitizer can see it.
  static std::mutex alone;
  static std::map<std::pair<icu::SimpleDateFormat const*, date::local_days>, std::string> met;
  constexpr std::size_t most = 2'000;
  std::lock_guard const turn{alone};
  auto const day = date::floor<date::days>(at);
  if (auto const found = met.find({&format, day}); found != met.end()) return language.from_icu(found->second);
  if (met.size() >= most) met.clear();
  return language.from_icu(met.emplace(std::pair{&format, day}, written_by_icu(format, at)).first->second);
}

// Of an hour, a minute or a second.
std::string two_digits(long number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

bool same_day(wall_clock a, wall_clock b) {
  return date::floor<date::days>(a) == date::floor<date::days>(b);
}

bool same_year(wall_clock a, wall_clock b) {
  auto const year = [](wall_clock at) { return date::year_month_day{date::floor<date::days>(at)}.year(); };
  return year(a) == year(b);
}

}  // namespace

std::string time_text::day(wall_clock at) const {
  return written(words_, *formats_for(words_).whole, at);
}

std::string time_text::short_day(wall_clock at) const {
  return written(words_, *formats_for(words_).abbreviated, at);
}

std::string time_text::day(wall_clock at, wall_clock now) const {
  return same_year(at, now) ? written(words_, *formats_for(words_).of_this_year, at) : day(at);
}

std::string time_text::short_day(wall_clock at, wall_clock now) const {
  return same_year(at, now) ? short_day(at) : written(words_, *formats_for(words_).abbreviated_whole, at);
}

// Everywhere on a clock of 24 hours, in two digits: times in columns, and no "7:00" that could be the evening.
std::string time_text::time(wall_clock at) const {
  auto const time = date::hh_mm_ss<seconds>{at - date::floor<date::days>(at)};
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
  auto const offset = offset_text(time.offset);
  return words_.isolated(offset == time.zone ? offset : offset + ", " + time.zone);
}

std::string time_text::full(zoned_time const& time) const {
  return moment(time.at) + " (" + zone(time) + ")";
}

std::string time_text::full(zoned_time const& start, zoned_time const& end) const {
  if (start.offset == end.offset) return range(start, end) + " (" + zone(start) + ")";
  auto const until = same_day(start.at, end.at) ? time(end.at) : moment(end.at);
  auto const with_offset = [&](std::string const& text, zoned_time const& at) {
    return text + " " + words_.isolated(offset_text(at.offset));
  };
  return with_offset(moment(start.at), start) + " – " + with_offset(until, end) + " (" + words_.isolated(start.zone) +
         ")";
}

std::string time_text::now_there(zoned_time const& now) const {
  return words_.say("In {city} it is now {time}", {{"city", city_name(now.zone, words_)}, {"time", time(now.at)}});
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

}  // namespace rehearse
