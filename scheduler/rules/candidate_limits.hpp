// How many interviews one candidate may have (contract 7). The refusal is the same for every reason; which one it was
// goes to the address by mail. Pure.
#pragma once

#include "scheduler/rules/ids.hpp"
#include "scheduler/rules/policy.hpp"

#include <optional>
#include <span>

namespace rehearse {

// The candidate's own bookings, cancelled and expired ones left out.
struct candidate_booking {
  booking_id id;
  instant start;
  instant end;
  instant made_at;
};

enum class limit_reached { max_open_bookings, max_bookings, overlap };

// The limit that one more booking starting at `start` would break. Open: not ended at `now`. `max_bookings`: as many
// starts within any stretch of `within` days that holds the new one.
std::optional<limit_reached> limit_broken_by(policy const& rules, std::span<candidate_booking const> theirs,
                                             instant start, instant now);

// Whether one of them takes some of [start, end): nobody can be in two interviews at once.
bool overlaps(std::span<candidate_booking const> theirs, instant start, instant end);

}  // namespace rehearse
