// Times as a person reads them: wall-clock times that somebody else has computed (scheduler/rules/time_zone), written
// out in a language. Nothing here knows the rules of a zone; ICU gives the names of days and months, the catalogue
// their order. Used by the letters, the pages and the calendar files. Values; any thread.
#pragma once

#include "config/instant.hpp"
#include "notify/words/catalogue.hpp"

#include <string>

namespace rehearse {

// What a clock on the wall of a zone shows at some instant.
struct zoned_time {
  wall_clock at;
  seconds offset{};  // from UTC, east is positive
  std::string zone;  // IANA name

  friend bool operator==(zoned_time const&, zoned_time const&) = default;
};

class time_text {
 public:
  explicit time_text(words const& language) : words_(language) {}

  std::string day(wall_clock at) const;        // "Tuesday 24 November 2026"
  std::string short_day(wall_clock at) const;  // "Tue 24 Nov"
  // The same of days that stand side by side: with the year only where it is another one than now's.
  std::string day(wall_clock at, wall_clock now) const;        // "Tuesday 24 November"
  std::string short_day(wall_clock at, wall_clock now) const;  // "Tue 24 Nov"
  std::string time(wall_clock at) const;                       // "19:00"
  std::string moment(wall_clock at) const;                     // "Tuesday 24 November 2026, 19:00"

  // "Tuesday 24 November 2026, 19:00–20:00"; with both days where the end lies on another one.
  std::string range(zoned_time const& start, zoned_time const& end) const;

  // "UTC+05:30, Asia/Kolkata"; of UTC itself no more than "UTC".
  std::string zone(zoned_time const& time) const;

  // The moment, or the range, with its zone: "Tuesday 24 November 2026, 19:00–20:00 (UTC+05:30, Asia/Kolkata)". Where
  // the clocks change in between, both ends say their offset.
  std::string full(zoned_time const& time) const;
  std::string full(zoned_time const& start, zoned_time const& end) const;

  // "In Lagos it is now 14:05".
  std::string now_there(zoned_time const& now) const;

  // "1 hour 30 minutes", "24 hours", "2 days"; whole minutes.
  std::string duration(minutes length) const;

 private:
  words words_;
};

// "UTC+05:30", "UTC−04:00" (a true minus, which screen readers say), "UTC".
std::string offset_text(seconds offset);

}  // namespace rehearse
