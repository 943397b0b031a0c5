// When a volunteer can be booked, as the volunteer wrote it: wall-clock times, never instants (contract 5). Plain
// values; what they mean as instants is in blocks.hpp, which of those are free in slot_grid.hpp.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/result.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace rehearse {

// One stretch of wall-clock time, [from, to), counted from the midnight of its date. `to` at or before `from` in the
// document runs past midnight and is kept here as minutes beyond 24 hours: 22:00–02:00 is 1320–1560. 0 <= from < 24 h,
// from < to <= from + 24 h.
struct window {
  minutes from;
  minutes to;

  friend bool operator==(window const&, window const&) = default;
};

struct weekly_rule {
  std::array<bool, 7> days{};  // Monday first
  window hours;
  std::optional<local_date> starting;  // inclusive
  std::optional<local_date> until;     // exclusive

  friend bool operator==(weekly_rule const&, weekly_rule const&) = default;
};

enum class override_mode { replace, add, block };

struct availability_override {
  local_date date;
  std::optional<local_date> until;  // exclusive; none: that date alone
  override_mode mode = override_mode::replace;
  std::vector<window> windows;

  friend bool operator==(availability_override const&, availability_override const&) = default;
};

struct journey {
  local_date from;  // inclusive
  local_date to;    // exclusive
  std::string zone;

  friend bool operator==(journey const&, journey const&) = default;
};

struct availability {
  std::string zone;
  std::vector<weekly_rule> weekly;
  std::vector<availability_override> overrides;
  std::vector<journey> travel;
  std::optional<minutes> step;  // none: the interview type's duration
  minutes buffer_before{0};
  minutes buffer_after{0};
  minutes min_notice{720};
  date::days horizon{60};
  std::optional<int> max_per_day;
  std::optional<int> max_per_week;
  std::vector<std::string> welcome_zones;

  friend bool operator==(availability const&, availability const&) = default;
};

// The ranges of its numbers, both ends included (contract 5).
struct number_range {
  int least, most;
};
inline constexpr number_range step_minutes_range{5, 1440};
inline constexpr number_range buffer_minutes_range{0, 240};
inline constexpr number_range min_notice_minutes_range{0, 43200};
inline constexpr number_range horizon_days_range{0, 730};
inline constexpr number_range maximum_range{1, 50};

// Everything that is wrong with it by contract 5, each with its pointer ("/overrides/1/until"); empty: it may be
// published. (Shapes and member names are the business of documents/availability_document.)
std::vector<field_error> mistakes_in(availability const& published);

}  // namespace rehearse
