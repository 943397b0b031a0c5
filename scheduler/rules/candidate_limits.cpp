#include "scheduler/rules/candidate_limits.hpp"

#include <algorithm>
#include <vector>

namespace rehearse {
namespace {

bool too_many_open(int most, std::span<candidate_booking const> theirs, instant now) {
  return std::count_if(theirs.begin(), theirs.end(), [&](auto const& b) { return b.end > now; }) >= most;
}

// The fullest stretch that holds `start` can be moved until it begins at one of the starts in it.
bool too_many_within(booking_quota const& quota, std::span<candidate_booking const> theirs, instant start) {
  std::vector<instant> starts{start};
  for (auto const& b : theirs) starts.push_back(b.start);
  std::sort(starts.begin(), starts.end());
  return std::any_of(starts.begin(), starts.end(), [&](instant from) {
    if (from > start || from + quota.within <= start) return false;
    auto const first = std::lower_bound(starts.begin(), starts.end(), from);
    auto const last = std::lower_bound(first, starts.end(), from + quota.within);
    return last - first > quota.count;
  });
}

}  // namespace

std::optional<limit_reached> limit_broken_by(policy const& rules, std::span<candidate_booking const> theirs,
                                             instant start, instant now) {
  if (rules.max_open_bookings && too_many_open(*rules.max_open_bookings, theirs, now)) {
    return limit_reached::max_open_bookings;
  }
  if (rules.max_bookings && too_many_within(*rules.max_bookings, theirs, start)) return limit_reached::max_bookings;
  return std::nullopt;
}

bool overlaps(std::span<candidate_booking const> theirs, instant start, instant end) {
  return std::ranges::any_of(theirs, [&](candidate_booking const& b) { return b.start < end && start < b.end; });
}

}  // namespace rehearse
