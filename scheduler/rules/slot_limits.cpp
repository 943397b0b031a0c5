#include "scheduler/rules/slot_limits.hpp"

#include <algorithm>

namespace rehearse {

namespace {

// A date begins at most 16 hours before and ends at most 16 hours after the same date in UTC; its windows may end as
// late as 48 hours after it began.
constexpr hours widest_offset{16};
constexpr hours longest_reach{48};

local_date date_in_utc(instant when) {
  return local_date{date::floor<date::days>(when).time_since_epoch()};
}

}  // namespace

open_time open_time_between(availability const& published, instant from, instant to) {
  auto const first = date_in_utc(from - longest_reach - widest_offset);
  auto const last = date_in_utc(to + widest_offset) + date::days{1};
  open_time open{blocks_of(published, first, last), {}};
  open.whole.reserve(open.blocks.size());
  for (auto const& b : open.blocks) open.whole.push_back({b.from, b.to});
  merge(open.whole);
  return open;
}

booked_dates::booked_dates(slot_question const& question, time_zone const& zone, instant from, instant to)
    : most_a_day_(question.published.max_per_day), most_a_week_(question.published.max_per_week) {
  if (!most_a_day_ && !most_a_week_) return;
  for (auto const& o : question.occupied) {
    // Eight days: whatever lies in the same week as a start of the range.
    if (o.start < from - 192h || o.start > to + 192h || !counts(question, o)) continue;
    dates_.push_back(zone.date_of(o.start));
  }
  std::ranges::sort(dates_);
}

int booked_dates::count(local_date first, local_date last) const {
  auto const begin = std::ranges::lower_bound(dates_, first);
  return static_cast<int>(std::ranges::lower_bound(begin, dates_.end(), last) - begin);
}

}  // namespace rehearse
