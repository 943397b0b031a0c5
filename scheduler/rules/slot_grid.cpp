#include "scheduler/rules/slot_grid.hpp"

#include "scheduler/rules/slot_limits.hpp"

#include <algorithm>

namespace rehearse {

namespace {

// Whether ascending stretches of time are free of others, or lie within them: one pass over both.
class stretch_walk {
 public:
  explicit stretch_walk(std::span<stretch const> merged) : next_(merged.begin()), end_(merged.end()) {}

  bool touches(instant from, instant to) {
    skip_to(from);
    return next_ != end_ && next_->from < to;
  }
  bool contains(instant from, instant to) {
    skip_to(from);
    return next_ != end_ && next_->from <= from && to <= next_->to;
  }

 private:
  void skip_to(instant from) {
    while (next_ != end_ && next_->to <= from) ++next_;
  }
  std::span<stretch const>::iterator next_, end_;
};

// Where to look: what the horizon leaves of the asked range. Dates near the end are looked at one by one.
stretch range_of(slot_question const& question, time_zone const& zone, instant from, instant to) {
  auto const horizon = zone.to_instant(last_offered_date(question, zone) + date::days{2});
  return {from, std::min({to, horizon, last_start(question.duration) + 1s})};
}

instant earliest_start(slot_question const& question, instant from) {
  return std::max(from, question.now + question.published.min_notice);
}

// Every start of the grid in the range, ascending, each once: two blocks may overlap past midnight.
std::vector<instant> starts_in(std::span<block const> blocks, minutes step, stretch range) {
  std::vector<instant> starts;
  for (auto const& b : blocks) {
    auto const skipped = range.from <= b.from ? 0 : (range.from - b.from + step - 1s) / step;
    auto const end = std::min(b.to, range.to);
    for (auto start = b.from + skipped * step; start < end; start += step) starts.push_back(start);
  }
  if (!std::ranges::is_sorted(starts)) std::ranges::sort(starts);
  auto const twice = std::ranges::unique(starts);
  starts.erase(twice.begin(), twice.end());
  return starts;
}

std::vector<stretch> taken_time(slot_question const& question, instant from, instant to) {
  std::vector<stretch> taken;
  for (auto const& o : question.occupied) {
    if (o.from < to && from < o.to && counts(question, o)) taken.push_back({o.from, o.to});
  }
  for (auto const& b : question.busy) {
    if (b.from < to && from < b.to) taken.push_back({b.from, b.to});
  }
  merge(taken);
  return taken;
}

// Whether a date is within the horizon and its maxima, for dates that mostly repeat.
class open_dates {
 public:
  open_dates(local_date last, booked_dates booked) : last_(last), booked_(std::move(booked)) {}
  bool contain(local_date date) {
    if (known_ != date) {
      known_ = date;
      open_ = date <= last_ && booked_.has_day_for(date) && booked_.has_week_for(date);
    }
    return open_;
  }

 private:
  local_date last_;
  booked_dates booked_;
  std::optional<local_date> known_;
  bool open_ = false;
};

// The hours for starts in [from, to]: those that are kept, else made in `room`.
open_view hours_for(slot_question const& question, instant from, instant to, open_time& room) {
  if (question.expanded != nullptr && question.expanded->is_for(from, to)) return part_of(*question.expanded, from, to);
  room = open_time_between(question.published, from, to);
  return {room.blocks, room.whole};
}

std::vector<slot> slots_in(slot_question const& question, time_zone const& zone, stretch range) {
  if (range.from >= range.to) return {};
  auto const& p = question.published;
  open_time room;
  auto const open = hours_for(question, range.from, range.to + question.duration, room);
  auto const taken = taken_time(question, range.from - p.buffer_before, range.to + question.duration + p.buffer_after);
  stretch_walk whole(open.whole), occupied(taken);
  date_reader date_of(zone);
  open_dates dates(last_offered_date(question, zone), booked_dates(question, zone, range.from, range.to));
  std::vector<slot> slots;
  for (auto const start : starts_in(open.blocks, step_of(p, question.duration), range)) {
    auto const end = start + question.duration;
    if (whole.contains(start, end) && !occupied.touches(start - p.buffer_before, end + p.buffer_after) &&
        dates.contain(date_of(start))) {
      slots.push_back({start, end});
    }
  }
  return slots;
}

}  // namespace

std::vector<slot> free_slots(slot_question const& question, instant from, instant to) {
  if (!question.active || !question.gives_type) return {};
  auto const zone = time_zone::find(question.published.zone).value();
  return slots_in(question, zone, range_of(question, zone, earliest_start(question, from), to));
}

lasting_slots free_slots_but_for_notice(slot_question const& question, instant from, instant to) {
  if (!question.active || !question.gives_type) return {{}, last_instant};
  auto const zone = time_zone::find(question.published.zone).value();
  auto until = zone.to_instant(zone.date_of(question.now) + date::days{1});
  for (auto const& o : question.occupied)
    if (o.runs_out && *o.runs_out > question.now) until = std::min(until, *o.runs_out);
  return {slots_in(question, zone, range_of(question, zone, from, to)), until};
}

bool is_free_slot(slot_question const& question, instant start) {
  return !free_slots(question, start, start + 1s).empty();
}

std::optional<slot> next_free_slot(slot_question const& question, instant from) {
  if (!question.active || !question.gives_type) return std::nullopt;
  auto const zone = time_zone::find(question.published.zone).value();
  auto range = range_of(question, zone, earliest_start(question, from), last_instant);
  // A fortnight at a time: mostly the first has one.
  for (; range.from < range.to; range.from += 336h) {
    auto const found = slots_in(question, zone, {range.from, std::min(range.from + 336h, range.to)});
    if (!found.empty()) return found.front();
  }
  return std::nullopt;
}

occupation occupation_for(availability const& published, minutes duration, instant start) {
  occupation o;
  o.from = start - published.buffer_before;
  o.to = start + duration + published.buffer_after;
  o.start = start;
  return o;
}

time_zone agreed_zone(availability const& published, minutes duration, instant start) {
  auto const open = open_time_between(published, start, start);
  auto const step = step_of(published, duration);
  auto const holds = [start](block const& b) { return b.from <= start && start < b.to; };
  auto found = std::ranges::find_if(open.blocks, [&](block const& b) { return is_start_of(b, step, start); });
  if (found == open.blocks.end()) found = std::ranges::find_if(open.blocks, holds);
  if (found != open.blocks.end()) return zone_on(published, found->date);
  return zone_on(published, time_zone::find(published.zone).value().date_of(start));
}

}  // namespace rehearse
