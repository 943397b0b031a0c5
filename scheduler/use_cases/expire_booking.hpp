// The end of a booking whose address nobody confirmed in time: its hold goes, and with it the booking, in one
// transaction, so that neither is ever found without the other. Used by whoever needs the time and by the passing of
// time. Within a transaction.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/storage/store.hpp"

namespace rehearse {

// Of a pending one whose hold has run out.
void expire(store& s, booking& b, instant now);
// All of that volunteer: nothing that has run out stands in the way any more.
void expire_run_out(store& s, volunteer_id const& volunteer, instant now);

}  // namespace rehearse
