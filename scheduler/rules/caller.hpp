// Who is asking, once it is known: the answer of server/auth, the question of every use case. A value.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/ids.hpp"

#include <string>
#include <variant>

namespace rehearse {

struct anonymous {};
// Holds the manage link of one booking.
struct candidate_of {
  booking_id booking;
};
struct signed_in_volunteer {
  volunteer_id id;
};
struct signed_in_organizer {
  organizer_id id;
};
// The operator at the machine, or the server itself.
struct the_system {};

using caller = std::variant<anonymous, candidate_of, signed_in_volunteer, signed_in_organizer, the_system>;

// The operator at the machine may do what an organizer may.
bool is_organizer(caller const& who);
bool is_volunteer(caller const& who, volunteer_id const& v);
// The part that the caller has in a booking: its candidate by manage link, its own volunteer, any organizer, or the
// system; none: not theirs (404).
std::optional<party> part_in(caller const& who, booking const& b);
// For the audit: "org_…", "vol_…", "bk_…", "system" or "anonymous".
std::string name_of(caller const& who);

}  // namespace rehearse
