// The demo's interviews: past and coming ones in every state a visitor should see, made by the same use cases as real
// ones, each as if at its own time. Used by seed_demo alone.
#pragma once

#include "scheduler/rules/ids.hpp"
#include "scheduler/storage/store.hpp"

#include <vector>

namespace rehearse::demo {

// `volunteers` in the order of demo::volunteers.
void make_bookings(store& s, std::vector<volunteer_id> const& volunteers, instant now);

// What would have left before `now` has no reader; confirmations of coming interviews stay.
void drop_mails_of_the_past(store& s, instant now);

}  // namespace rehearse::demo
