#include "scheduler/rules/slot_limits.hpp"

#include <algorithm>

namespace rehearse {

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
