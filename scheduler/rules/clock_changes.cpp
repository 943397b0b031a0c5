#include "scheduler/rules/clock_changes.hpp"

#include "scheduler/rules/blocks.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// A window ends at most 48 hours after the midnight of its date.
constexpr date::days reach_of_a_window{2};

void add_where_touched(std::vector<touched_hours>& touched, time_zone const& zone, local_date date, window const& w,
                       instant change) {
  auto const from = zone.to_instant(date + w.from);
  auto const to = zone.to_instant(date + w.to);
  auto const longer = std::chrono::duration_cast<minutes>(to - from) - (w.to - w.from);
  bool const known = std::ranges::any_of(touched, [&](touched_hours const& t) { return t.hours == w; });
  if (longer == 0min || known || change < from || to < change) return;
  touched.push_back({w, longer, to <= from});
}

std::vector<touched_hours> touched_by(clock_change const& change, availability const& published,
                                      time_zone const& zone) {
  std::vector<touched_hours> touched;
  auto const day = date::floor<date::days>(change.before);
  for (auto date = local_date{day} - reach_of_a_window; date <= day; date += date::days{1}) {
    if (zone_on(published, date) != zone) continue;
    for (auto const& w : windows_on(published, date)) add_where_touched(touched, zone, date, w, change.at);
  }
  return touched;
}

std::vector<std::string> zones_of(availability const& published) {
  std::vector<std::string> zones{published.zone};
  for (auto const& j : published.travel)
    if (std::ranges::find(zones, j.zone) == zones.end()) zones.push_back(j.zone);
  return zones;
}

}  // namespace

std::vector<clock_change> clock_changes_in(time_zone const& zone, instant from, instant to) {
  std::vector<clock_change> changes;
  for (auto held = zone.offset_at(from); held.until < to && held.until < last_instant;) {
    auto const next = zone.offset_at(held.until);
    auto const utc = held.until.time_since_epoch();
    // An offset also begins anew where only its name changes.
    if (next.from_utc != held.from_utc)
      changes.push_back({held.until, zone.name(), wall_clock{utc + held.from_utc}, wall_clock{utc + next.from_utc}});
    held = next;
  }
  return changes;
}

std::vector<felt_change> clock_changes_felt(availability const& published, instant from, instant to) {
  std::vector<felt_change> felt;
  for (auto const& name : zones_of(published)) {
    auto const zone = time_zone::find(name);
    if (!zone) continue;
    for (auto const& change : clock_changes_in(*zone, from, to)) {
      auto const day = date::floor<date::days>(change.before);
      if (zone_on(published, local_date{day}) != *zone) continue;
      felt.push_back({change, touched_by(change, published, *zone)});
    }
  }
  std::ranges::sort(felt, {}, [](felt_change const& f) { return f.change.at; });
  return felt;
}

}  // namespace rehearse
