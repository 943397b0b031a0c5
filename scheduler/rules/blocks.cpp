#include "scheduler/rules/blocks.hpp"

#include "scheduler/rules/stretch.hpp"

#include <algorithm>
#include <span>

namespace rehearse {

namespace {

// A window ends at most 48 hours after the midnight of its date, and two zones lie at most 26 hours apart: so what is
// blocked on one date can touch the windows of dates up to three days away.
constexpr date::days reach_of_a_block{3};

local_date end_of(availability_override const& o) {
  return o.until.value_or(o.date + date::days{1});
}
bool holds_on(availability_override const& o, local_date date) {
  return o.date <= date && date < end_of(o);
}
bool holds_on(journey const& j, local_date date) {
  return j.from <= date && date < j.to;
}

// Weekdays count from Monday, as in weekly_rule.
bool holds_on(weekly_rule const& rule, local_date date) {
  auto const weekday = date::weekday{date}.iso_encoding() - 1;
  return rule.days[weekday] && (!rule.starting || *rule.starting <= date) && (!rule.until || date < *rule.until);
}

// The zones of a range of dates, each looked up once.
class zone_calendar {
 public:
  zone_calendar(availability const& published, local_date first, local_date last)
      : home_(time_zone::find(published.zone).value()) {
    for (auto const& j : published.travel) {
      if (j.from < last && first < j.to) away_.push_back({&j, time_zone::find(j.zone).value()});
    }
  }

  time_zone const& on(local_date date) const {
    for (auto const& [journey, zone] : away_) {
      if (holds_on(*journey, date)) return zone;
    }
    return home_;
  }

 private:
  struct stay {
    journey const* when;
    time_zone zone;
  };
  time_zone home_;
  std::vector<stay> away_;
};

// The overrides of a range of dates by mode, so that those of other seasons cost nothing.
struct overrides_in_reach {
  std::vector<availability_override const*> replacing, adding, blocking;

  overrides_in_reach(availability const& published, local_date first, local_date last) {
    for (auto const& o : published.overrides) {
      if (o.date >= last || end_of(o) <= first) continue;
      auto& list = o.mode == override_mode::replace ? replacing : o.mode == override_mode::add ? adding : blocking;
      list.push_back(&o);
    }
  }
};

// Turns a window of a date into real time; one that the clock skips is empty and vanishes.
void add_window(std::vector<stretch>& to, time_zone const& zone, local_date date, window w) {
  stretch const s{zone.to_instant(date + w.from), zone.to_instant(date + w.to)};
  if (s.from < s.to) to.push_back(s);
}

std::vector<stretch> blocked_stretches(overrides_in_reach const& overrides, zone_calendar const& zones,
                                       local_date first, local_date last) {
  std::vector<stretch> blocked;
  for (auto const* o : overrides.blocking) {
    for (auto date = std::max(first, o->date); date < std::min(last, end_of(*o)); date += date::days{1}) {
      auto const& zone = zones.on(date);
      for (auto const& w : o->windows) add_window(blocked, zone, date, w);
      if (o->windows.empty()) add_window(blocked, zone, date, {0min, 24h});
    }
  }
  merge(blocked);
  return blocked;
}

// Calls `each` with the windows of one date, as they were written.
template <class Each>
void each_window(availability const& published, overrides_in_reach const& overrides, local_date date, Each each) {
  auto const on_date = [date](auto const* o) { return holds_on(*o, date); };
  auto const replacing = std::ranges::find_if(overrides.replacing, on_date);
  if (replacing != overrides.replacing.end()) {
    for (auto const& w : (*replacing)->windows) each(w);
  } else {
    for (auto const& rule : published.weekly) {
      if (holds_on(rule, date)) each(rule.hours);
    }
  }
  for (auto const* o : overrides.adding) {
    if (!holds_on(*o, date)) continue;
    for (auto const& w : o->windows) each(w);
  }
}

// The windows of one date, merged, before anything is taken away from them.
void open_windows(std::vector<stretch>& open, availability const& published, overrides_in_reach const& overrides,
                  time_zone const& zone, local_date date) {
  open.clear();
  each_window(published, overrides, date, [&](window const& w) { add_window(open, zone, date, w); });
  merge(open);
}

// Adds what is left of `open` where `blocked` (merged) is taken away.
void add_blocks(std::vector<block>& blocks, local_date date, stretch open, std::span<stretch const> blocked) {
  auto next = std::ranges::upper_bound(blocked, open.from, {}, &stretch::to);
  for (; next != blocked.end() && next->from < open.to; ++next) {
    if (open.from < next->from) blocks.push_back({date, open.from, next->from});
    open.from = next->to;
  }
  if (open.from < open.to) blocks.push_back({date, open.from, open.to});
}

}  // namespace

std::vector<block> blocks_of(availability const& published, local_date first, local_date last) {
  auto const reach_first = first - reach_of_a_block;
  auto const reach_last = last + reach_of_a_block;
  zone_calendar const zones(published, reach_first, reach_last);
  overrides_in_reach const overrides(published, reach_first, reach_last);
  auto const blocked = blocked_stretches(overrides, zones, reach_first, reach_last);
  std::vector<block> blocks;
  std::vector<stretch> open;
  for (auto date = first; date < last; date += date::days{1}) {
    open_windows(open, published, overrides, zones.on(date), date);
    for (auto const& s : open) add_blocks(blocks, date, s, blocked);
  }
  return blocks;
}

std::vector<window> windows_on(availability const& published, local_date date) {
  overrides_in_reach const overrides(published, date, date + date::days{1});
  std::vector<window> windows;
  each_window(published, overrides, date, [&](window const& w) { windows.push_back(w); });
  return windows;
}

time_zone zone_on(availability const& published, local_date date) {
  return zone_calendar(published, date, date + date::days{1}).on(date);
}

}  // namespace rehearse
