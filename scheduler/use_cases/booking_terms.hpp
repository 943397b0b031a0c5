// Under which terms a booking is made: its policy, the times both sides agree to, the place to meet. Used by booking,
// moving and changing one. Within a transaction.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/programme.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/storage/slot_facts.hpp"
#include "scheduler/storage/store.hpp"

namespace rehearse {

// The type's own policy, else the programme's default, else `standard`.
named_policy policy_for(store& s, interview_type const& type, programme const& of);

minutes duration_of(booking const& b);

// Both sides' wall-clock times of b.start. The candidate's zone is known to exist.
agreed_time agreed_time_of(booking const& b, availability const& published);

// Sets the places to meet of a new booking: the volunteer's, else a room of the programme's that nobody can guess.
void give_place(store& s, booking& b, volunteer const& who, programme const& of);
// The same of the editor alone: one where both may write in it, none where the candidate shares a screen.
void give_editor(store& s, booking& b, volunteer const& who, programme const& of);

// Takes the volunteer's time for the booking, those whose holds have run out expire first; false where it is not free
// any more.
[[nodiscard]] bool occupy(store& s, booking const& b, availability const& published, instant now);

}  // namespace rehearse
