#include "tests/properties/reference.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace rehearse::properties {

namespace {

using date::days;

// One flag for each minute of a stretch of real time.
using minute_flags = std::vector<char>;

class reference {
 public:
  reference(slot_question const& question, instant from, instant to)
      : q_(question), from_(from), to_(to), begin_(from - days{4}), end_(to + days{1}), union_(count()) {}

  std::vector<slot> slots() {
    std::set<instant> starts;
    auto const blocked = blocked_minutes();
    for (auto date = first_date(); date < last_date(); date += days{1}) {
      auto open = open_minutes(date);
      auto const reach = reach_of(date);
      remove(open, blocked, reach);
      add(union_, open, reach);
      add_grid(starts, open, reach);
    }
    std::vector<slot> found;
    for (auto const start : starts) {
      if (is_offered(start)) found.push_back({start, start + q_.duration});
    }
    return found;
  }

 private:
  local_date first_date() const { return local_date{date::floor<days>(begin_).time_since_epoch()} - days{3}; }
  local_date last_date() const { return local_date{date::floor<days>(end_).time_since_epoch()} + days{3}; }
  std::size_t count() const { return static_cast<std::size_t>((end_ - begin_) / 1min); }
  instant at(std::size_t minute) const { return begin_ + minutes{minute}; }

  time_zone zone_of(local_date date) const {
    for (auto const& j : q_.published.travel) {
      if (j.from <= date && date < j.to) return time_zone::find(j.zone).value();
    }
    return time_zone::find(q_.published.zone).value();
  }

  // The latest time that the clock on the wall has shown up to each minute. A wall-clock time has come as soon as the
  // clock shows it or, where it is skipped, a later one; that the clock is put back afterwards does not undo it.
  std::vector<wall_clock> const& latest_shown(time_zone const& zone) {
    auto& shown = shown_[zone.name()];
    auto latest = wall_clock::min();
    for (auto i = shown.size(); i < count(); ++i) {
      latest = std::max(latest, zone.to_wall_clock(at(i)));
      shown.push_back(latest);
    }
    return shown;
  }

  // A window is open from the first minute at which its `from` has come to the one before its `to` has.
  void open(minute_flags& flags, local_date date, window w) {
    auto const& shown = latest_shown(zone_of(date));
    auto const first = std::ranges::lower_bound(shown, date + w.from) - shown.begin();
    auto const last = std::ranges::lower_bound(shown, date + w.to) - shown.begin();
    std::fill(flags.begin() + first, flags.begin() + last, char{1});
  }

  static bool holds(availability_override const& o, local_date date, override_mode mode) {
    return o.mode == mode && o.date <= date && date < o.until.value_or(o.date + days{1});
  }

  minute_flags open_minutes(local_date date) {
    minute_flags flags(count());
    bool is_replaced = false;
    for (auto const& o : q_.published.overrides) {
      if (holds(o, date, override_mode::replace)) is_replaced = true;
      if (!holds(o, date, override_mode::replace) && !holds(o, date, override_mode::add)) continue;
      for (auto const& w : o.windows) open(flags, date, w);
    }
    if (is_replaced) return flags;
    for (auto const& rule : q_.published.weekly) {
      bool const in_season = (!rule.starting || *rule.starting <= date) && (!rule.until || date < *rule.until);
      if (in_season && rule.days[(date::weekday{date} - date::Monday).count()]) open(flags, date, rule.hours);
    }
    return flags;
  }

  minute_flags blocked_minutes() {
    minute_flags flags(count());
    for (auto date = first_date(); date < last_date(); date += days{1}) {
      for (auto const& o : q_.published.overrides) {
        if (!holds(o, date, override_mode::block)) continue;
        for (auto const& w : o.windows) open(flags, date, w);
        if (o.windows.empty()) open(flags, date, {0min, 24h});
      }
    }
    return flags;
  }

  struct minute_range {
    std::size_t first, last;
  };
  // The minutes at which windows of that date can be open, wherever the volunteer is: only to save time.
  minute_range reach_of(local_date date) const {
    auto const index = [&](instant t) {
      return static_cast<std::size_t>((std::clamp(t, begin_, end_) - begin_) / 1min);
    };
    instant const midnight{date.time_since_epoch()};
    return {index(midnight - 16h), index(midnight + 64h)};
  }

  void remove(minute_flags& flags, minute_flags const& taken, minute_range r) const {
    for (auto i = r.first; i < r.last; ++i) flags[i] = flags[i] && !taken[i];
  }

  void add(minute_flags& to, minute_flags const& flags, minute_range r) const {
    for (auto i = r.first; i < r.last; ++i) to[i] = to[i] || flags[i];
  }

  // A block begins where its first minute is; its starts are counted from there.
  void add_grid(std::set<instant>& starts, minute_flags const& open, minute_range r) const {
    auto const step = q_.published.step.value_or(q_.duration).count();
    long since_start = -1;
    for (auto i = r.first; i < r.last; ++i) {
      since_start = open[i] ? since_start + 1 : -1;
      if (since_start >= 0 && since_start % step == 0 && from_ <= at(i) && at(i) < to_) starts.insert(at(i));
    }
  }

  bool is_offered(instant start) {
    return q_.active && q_.gives_type && fits(start) && start >= q_.now + q_.published.min_notice &&
           date_of(start) <= date_of(q_.now) + q_.published.horizon && start + q_.duration <= last_instant &&
           !is_taken(start) && has_room(start);
  }

  bool fits(instant start) const {
    for (auto t = start; t < start + q_.duration; t += 1min) {
      if (!union_.at(static_cast<std::size_t>((t - begin_) / 1min))) return false;
    }
    return true;
  }

  bool counts(occupation const& o) const {
    return !(o.runs_out && *o.runs_out <= q_.now) && !(q_.moving && o.booking == *q_.moving);
  }

  bool is_taken(instant start) const {
    auto const from = start - q_.published.buffer_before;
    auto const to = start + q_.duration + q_.published.buffer_after;
    auto const overlaps = [&](auto const& other) { return other.from < to && from < other.to; };
    return std::ranges::any_of(q_.occupied, [&](occupation const& o) { return counts(o) && overlaps(o); }) ||
           std::ranges::any_of(q_.busy, overlaps);
  }

  local_date date_of(instant when) const {
    return date::floor<days>(time_zone::find(q_.published.zone).value().to_wall_clock(when));
  }
  static local_date monday_of(local_date date) {
    while (date::weekday{date} != date::Monday) date -= days{1};
    return date;
  }

  bool has_room(instant start) const {
    auto const date = date_of(start);
    auto const count_where = [&](auto same) {
      return std::ranges::count_if(q_.occupied,
                                   [&](occupation const& o) { return counts(o) && same(date_of(o.start)); });
    };
    auto const a_day = count_where([&](local_date other) { return other == date; });
    auto const a_week = count_where([&](local_date other) { return monday_of(other) == monday_of(date); });
    return a_day < q_.published.max_per_day.value_or(1000) && a_week < q_.published.max_per_week.value_or(1000);
  }

  slot_question const& q_;
  instant from_, to_, begin_, end_;
  minute_flags union_;
  std::map<std::string, std::vector<wall_clock>> shown_;
};

}  // namespace

std::vector<slot> reference_slots(slot_question const& question, instant from, instant to) {
  return reference(question, from, to).slots();
}

}  // namespace rehearse::properties
