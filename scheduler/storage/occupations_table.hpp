// The time that bookings and holds take of volunteers. The schema makes overlap impossible (contract: one slot, one
// booking); a hold that has run out stands in the way until whoever books ends it. Every change here raises the
// volunteer's slots_revision. Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/storage/connection.hpp"

#include <unordered_map>
#include <vector>

namespace rehearse::storage {

// Takes the time; false (and nothing written) where it overlaps what is taken already.
[[nodiscard]] bool insert(connection& db, volunteer_id const& volunteer, occupation const& taken);
// Those of one volunteer that overlap [from, to), by start; run-out holds included.
std::vector<occupation> occupations_of(connection& db, volunteer_id const& volunteer, instant from, instant to);
// The same for every active volunteer in one query; volunteers without any are left out.
std::unordered_map<volunteer_id, std::vector<occupation>> occupations_of_active(connection& db, instant from,
                                                                                instant to);
// The hold of that booking becomes a booking's occupation and no longer runs out.
void keep_occupation_of(connection& db, booking_id const& booking);
// Frees what the booking takes; how many rows that were.
int remove_occupations_of(connection& db, booking_id const& booking);
// The bookings whose holds of that volunteer's time have run out by `now`: they stand in the way of insert.
std::vector<booking_id> run_out_holds(connection& db, volunteer_id const& volunteer, instant now);

}  // namespace rehearse::storage
