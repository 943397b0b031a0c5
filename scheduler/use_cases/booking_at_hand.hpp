// What every use case on a booking begins and ends with: look it up and ask what part the caller has in it; write it
// back with a line of its history. Used by the use cases of bookings alone. Within a transaction.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/caller.hpp"
#include "scheduler/storage/store.hpp"

#include <span>
#include <string_view>

namespace rehearse {

struct booking_at_hand {
  booking it;  // as it is stored: booking_rules say what time has made of it
  party by;    // the caller's part
};
// not_found where there is none, or the caller has no part in it.
result<booking_at_hand> booking_for(store& s, caller const& who, booking_id const& id);
refusal no_such_booking();

// As it shows itself at `now`: a run-out hold is expired although nobody has written it down yet.
booking as_of(booking b, instant now);

struct change {
  caller const& who;
  party by;
  std::string_view what;  // for the history: "cancelled"
  std::string_view verb;  // for the audit: "booking.cancel"
};
// Every word that use cases write into a history: the pages have a row for each. `save` takes no other.
std::span<std::string_view const> history_events();
// Writes the booking with one more revision, one more line of history and one of the audit.
void save(store& s, booking& b, change const& made, instant now);

}  // namespace rehearse
