#include "scheduler/rules/open_time.hpp"

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
local_date first_date_for(instant from) {
  return date_in_utc(from - longest_reach - widest_offset);
}
local_date last_date_for(instant to) {
  return date_in_utc(to + widest_offset) + date::days{1};
}

}  // namespace

open_time open_time_between(availability const& published, instant from, instant to) {
  open_time open{from, to, blocks_of(published, first_date_for(from), last_date_for(to)), {}};
  open.whole.reserve(open.blocks.size());
  for (auto const& b : open.blocks) open.whole.push_back({b.from, b.to});
  merge(open.whole);
  return open;
}

open_view part_of(open_time const& open, instant from, instant to) {
  auto const first = std::ranges::lower_bound(open.blocks, first_date_for(from), {}, &block::date);
  auto const last = std::ranges::lower_bound(first, open.blocks.end(), last_date_for(to), {}, &block::date);
  auto const whole = std::ranges::upper_bound(open.whole, from, {}, &stretch::to);
  return {{first, last}, {whole, open.whole.end()}};
}

}  // namespace rehearse
