#include "scheduler/rules/availability.hpp"

#include "scheduler/rules/time_zone.hpp"

#include <algorithm>

namespace rehearse {

namespace {

// Bounds on what one volunteer may publish, so that no document costs more than its like.
constexpr std::size_t most_weekly = 100;
constexpr std::size_t most_overrides = 500;
constexpr std::size_t most_windows = 50;
constexpr std::size_t most_journeys = 50;
constexpr std::size_t most_welcome_zones = 50;

// No date after the last on which anything can be offered; the ends are exclusive, so they may lie one day later.
constexpr local_date last_date{date::floor<date::days>(last_instant).time_since_epoch()};

using mistakes = std::vector<field_error>;

std::string at(std::string const& list, std::size_t index) {
  return list + "/" + std::to_string(index);
}

void check_count(mistakes& found, std::string const& pointer, std::size_t count, std::size_t most) {
  if (count <= most) return;
  found.push_back({pointer, "At most " + std::to_string(most) + " are allowed."});
}

void check_zone(mistakes& found, std::string const& pointer, std::string const& zone) {
  if (time_zone::find(zone)) return;
  found.push_back({pointer, "Must be the name of an IANA time zone, such as Europe/Paris or Asia/Kolkata."});
}

void check_range(mistakes& found, std::string const& pointer, long value, number_range range) {
  if (range.least <= value && value <= range.most) return;
  found.push_back({pointer, "Must be from " + std::to_string(range.least) + " to " + std::to_string(range.most) + "."});
}

void check_date(mistakes& found, std::string const& pointer, local_date date, local_date last) {
  if (date <= last) return;
  found.push_back({pointer, "Must not be after " + to_text(last) + "."});
}

// The end of a range of dates, which is exclusive.
void check_end(mistakes& found, std::string const& pointer, std::optional<local_date> begin, local_date end) {
  if (begin && end <= *begin) {
    found.push_back({pointer, "Must be after " + to_text(*begin) + ": this date is the first that is not included."});
  }
  check_date(found, pointer, end, last_date + date::days{1});
}

void check_window(mistakes& found, std::string const& pointer, window w) {
  if (w.from < 0min || w.from >= 24h) found.push_back({pointer + "/from", "Must be from 00:00 to 23:59."});
  bool const whole_day = w.from == 0min && w.to == 24h;
  if (w.to <= w.from || (w.to >= w.from + 24h && !whole_day)) {
    found.push_back({pointer + "/to",
                     "Must differ from `from`; 24:00 is allowed, and an earlier time runs past midnight into the next "
                     "day."});
  }
}

void check_weekly(mistakes& found, std::string const& pointer, weekly_rule const& rule) {
  if (std::ranges::none_of(rule.days, std::identity{})) {
    found.push_back({pointer + "/days", "Must name at least one of mon, tue, wed, thu, fri, sat, sun."});
  }
  check_window(found, pointer, rule.hours);
  if (rule.starting) check_date(found, pointer + "/starting", *rule.starting, last_date);
  if (rule.until) check_end(found, pointer + "/until", rule.starting, *rule.until);
}

void check_override(mistakes& found, std::string const& pointer, availability_override const& o) {
  check_date(found, pointer + "/date", o.date, last_date);
  if (o.until) check_end(found, pointer + "/until", o.date, *o.until);
  check_count(found, pointer + "/windows", o.windows.size(), most_windows);
  for (std::size_t i = 0; i < o.windows.size() && i < most_windows; ++i) {
    check_window(found, at(pointer + "/windows", i), o.windows[i]);
  }
}

void check_journey(mistakes& found, std::string const& pointer, journey const& j) {
  check_date(found, pointer + "/from", j.from, last_date);
  check_end(found, pointer + "/to", j.from, j.to);
  check_zone(found, pointer + "/zone", j.zone);
}

struct date_range {
  local_date from, to;
  std::size_t index;
};

// One mistake for each range that begins before an earlier one has ended, at the member that begins it.
void check_disjoint(mistakes& found, std::vector<date_range> ranges, std::string const& list, std::string const& member,
                    std::string const& sentence) {
  std::ranges::sort(ranges, {}, [](date_range const& r) { return std::pair{r.from, r.index}; });
  auto free_from = local_date::min();
  for (auto const& r : ranges) {
    if (r.from < free_from) found.push_back({at(list, r.index) + member, sentence});
    free_from = std::max(free_from, r.to);
  }
}

void check_replacements(mistakes& found, std::vector<availability_override> const& overrides) {
  std::vector<date_range> ranges;
  for (std::size_t i = 0; i < overrides.size(); ++i) {
    auto const& o = overrides[i];
    if (o.mode == override_mode::replace) ranges.push_back({o.date, o.until.value_or(o.date + date::days{1}), i});
  }
  check_disjoint(found, std::move(ranges), "/overrides", "/date",
                 "Another override already replaces the windows of this date; only one may.");
}

void check_travel(mistakes& found, std::vector<journey> const& travel) {
  std::vector<date_range> ranges;
  for (std::size_t i = 0; i < travel.size(); ++i) ranges.push_back({travel[i].from, travel[i].to, i});
  check_disjoint(found, std::move(ranges), "/travel", "/from",
                 "Must not lie within another journey; the `to` of a journey is the first date that is not included.");
}

// Whether every list is within its bound; the members of longer ones are not looked at.
bool check_counts(mistakes& found, availability const& a) {
  check_count(found, "/weekly", a.weekly.size(), most_weekly);
  check_count(found, "/overrides", a.overrides.size(), most_overrides);
  check_count(found, "/travel", a.travel.size(), most_journeys);
  check_count(found, "/welcome_zones", a.welcome_zones.size(), most_welcome_zones);
  return found.empty();
}

void check_members(mistakes& found, availability const& a) {
  for (std::size_t i = 0; i < a.weekly.size(); ++i) check_weekly(found, at("/weekly", i), a.weekly[i]);
  for (std::size_t i = 0; i < a.overrides.size(); ++i) check_override(found, at("/overrides", i), a.overrides[i]);
  check_replacements(found, a.overrides);
  for (std::size_t i = 0; i < a.travel.size(); ++i) check_journey(found, at("/travel", i), a.travel[i]);
  check_travel(found, a.travel);
  for (std::size_t i = 0; i < a.welcome_zones.size(); ++i) {
    check_zone(found, at("/welcome_zones", i), a.welcome_zones[i]);
  }
}

void check_numbers(mistakes& found, availability const& a) {
  if (a.step) check_range(found, "/step_minutes", a.step->count(), step_minutes_range);
  check_range(found, "/buffer_before_minutes", a.buffer_before.count(), buffer_minutes_range);
  check_range(found, "/buffer_after_minutes", a.buffer_after.count(), buffer_minutes_range);
  check_range(found, "/min_notice_minutes", a.min_notice.count(), min_notice_minutes_range);
  check_range(found, "/horizon_days", a.horizon.count(), horizon_days_range);
  if (a.max_per_day) check_range(found, "/max_per_day", *a.max_per_day, maximum_range);
  if (a.max_per_week) check_range(found, "/max_per_week", *a.max_per_week, maximum_range);
}

}  // namespace

std::vector<field_error> mistakes_in(availability const& published) {
  mistakes found;
  if (check_counts(found, published)) check_members(found, published);
  check_zone(found, "/zone", published.zone);
  check_numbers(found, published);
  return found;
}

}  // namespace rehearse
