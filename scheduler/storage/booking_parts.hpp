// What a booking keeps beside its row: history lines and presence reports. Used by the bookings table alone.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

// Fills history and reports of a booking whose row was read.
void read_parts(connection& db, booking& b);
// How many history lines are stored.
int history_length(connection& db, booking_id const& id);
// Writes the lines from number `stored` on.
void add_new_history(connection& db, booking const& b, int stored);
// Each side's report in place of its former one.
void save_reports(connection& db, booking const& b);

}  // namespace rehearse::storage
