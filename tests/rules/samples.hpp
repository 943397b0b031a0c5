// Availabilities and questions in a few words, for the tests of the rules.
#pragma once

#include "scheduler/rules/slot_grid.hpp"

#include <initializer_list>
#include <string>
#include <vector>

namespace rehearse::samples {

inline local_date day(std::string_view text) {
  return read_date(text).value();
}
inline instant at(std::string_view text) {
  return read_instant(text).value();
}

// Every day of the week from `from` to `to`.
inline weekly_rule daily(minutes from, minutes to) {
  return {{true, true, true, true, true, true, true}, {from, to}, std::nullopt, std::nullopt};
}

// 0 is Monday.
inline weekly_rule on(std::size_t weekday, minutes from, minutes to) {
  weekly_rule rule{{}, {from, to}, std::nullopt, std::nullopt};
  rule.days.at(weekday) = true;
  return rule;
}

// No notice and the longest horizon, so that a test speaks of one rule alone.
inline availability open(std::string zone, std::initializer_list<weekly_rule> weekly) {
  availability a;
  a.zone = std::move(zone);
  a.weekly = weekly;
  a.min_notice = 0min;
  a.horizon = date::days{730};
  return a;
}

inline slot_question ask(availability const& a, minutes duration, instant now) {
  return {a, duration, {}, {}, now, std::nullopt, true, true};
}

// The starts as text, for comparing and for reading.
inline std::vector<std::string> starts(std::vector<slot> const& slots) {
  std::vector<std::string> texts;
  for (auto const& s : slots) texts.push_back(to_text(s.start));
  return texts;
}

inline std::vector<std::string> local_starts(std::vector<slot> const& slots, std::string const& zone) {
  std::vector<std::string> texts;
  auto const z = time_zone::find(zone).value();
  for (auto const& s : slots) texts.push_back(to_text(s.start, z).substr(0, 22));
  return texts;
}

}  // namespace rehearse::samples
