// A candidate who may not have one more interview, or none at that time. Whoever asks is told the same whatever the
// reason, so that a stranger learns nothing of an address; its owner is told the reason by mail. Used by booking and
// moving. Within a transaction.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/candidate_limits.hpp"
#include "scheduler/storage/store.hpp"

namespace rehearse {

// No interview is longer: how far back one may have begun that goes on.
inline constexpr auto longest_interview = hours{8};

// booking_limit, with the mail that explains it, at most one a day.
refusal over_limit(store& s, limit_reached limit, policy const& rules, candidate_details const& candidate, instant now);

}  // namespace rehearse
