// Bookings over REST (contract 6): parse, call the use case, refuse or respond. Named in routes.cpp. Called on I/O
// threads; what they return runs in a job.
#pragma once

#include "server/auth/endpoint.hpp"

namespace rehearse {

action book_slot_endpoint(call const& c);
action list_bookings_endpoint(call const& c);
action read_booking_endpoint(call const& c);
action change_booking_endpoint(call const& c);
action confirm_address_endpoint(call const& c);
action cancel_booking_endpoint(call const& c);
action reschedule_booking_endpoint(call const& c);
action confirm_attendance_endpoint(call const& c);
action running_late_endpoint(call const& c);
action report_presence_endpoint(call const& c);
action find_bookings_endpoint(call const& c);

}  // namespace rehearse
