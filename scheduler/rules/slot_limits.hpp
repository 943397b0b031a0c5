// The parts of the slot rules that listing (slot_grid.cpp) and explaining (explain_slot.cpp) share, so that the two
// cannot differ. Used by those two, and where booked interviews are held against new hours. Values; any thread.
#pragma once

#include "scheduler/rules/slot_grid.hpp"

#include <vector>

namespace rehearse {

// Steps between the starts of a block.
inline minutes step_of(availability const& published, minutes duration) {
  return published.step.value_or(duration);
}

// Whether `start` is one of the block's starts: block start + k × step, inside the block.
inline bool is_start_of(block const& b, minutes step, instant start) {
  return b.from <= start && start < b.to && (start - b.from) % step == 0s;
}

// Whether an occupation counts at all: its hold has not run out, and it is not of the booking that is being moved.
inline bool counts(slot_question const& question, occupation const& o) {
  bool const ran_out = o.runs_out && *o.runs_out <= question.now;
  bool const is_moving = question.moving && o.booking == *question.moving;
  return !ran_out && !is_moving;
}

// Monday of the ISO week (ISO 8601, 2.2.8) in which the date lies.
inline local_date week_of(local_date date) {
  return date - (date::weekday{date} - date::Monday);
}

// Local dates of instants that come in ascending order, with one look-up per offset change.
class date_reader {
 public:
  explicit date_reader(time_zone const& zone) : zone_(zone) {}
  local_date operator()(instant when) {
    if (when < offset_.since || when >= offset_.until) offset_ = zone_.offset_at(when);
    return date::floor<date::days>(wall_clock{when.time_since_epoch() + offset_.from_utc});
  }

 private:
  time_zone zone_;
  zone_offset offset_{0s, instant{}, instant{}};
};

// The dates, in the volunteer's `zone`, on which bookings and holds already count, for the maxima.
class booked_dates {
 public:
  // Knows the dates and weeks of starts in [from, to].
  booked_dates(slot_question const& question, time_zone const& zone, instant from, instant to);
  bool has_day_for(local_date date) const { return !most_a_day_ || count(date, date + date::days{1}) < *most_a_day_; }
  bool has_week_for(local_date date) const {
    auto const monday = week_of(date);
    return !most_a_week_ || count(monday, monday + date::days{7}) < *most_a_week_;
  }

 private:
  int count(local_date first, local_date last) const;
  std::vector<local_date> dates_;  // ascending
  std::optional<int> most_a_day_, most_a_week_;
};

// The last date, in `zone`, on which a start is offered.
inline local_date last_offered_date(slot_question const& question, time_zone const& zone) {
  return zone.date_of(question.now) + question.published.horizon;
}

// The last start whose interview ends by the last instant that is accepted at all.
inline instant last_start(minutes duration) {
  return last_instant - duration;
}

}  // namespace rehearse
