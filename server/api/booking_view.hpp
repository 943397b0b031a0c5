// A booking as JSON, for the one who asks (contract 6). Used by bookings_api. Within a job.
#pragma once

#include "scheduler/rules/caller.hpp"
#include "server/auth/endpoint.hpp"

#include <boost/json/object.hpp>

namespace rehearse {

// Without tokens. Why it was cancelled stands there for an organizer alone.
boost::json::object booking_json(store& s, booking const& b, caller const& who);

// Adds manage_token, manage_url and calendar_url, as marks that dispatch turns into tokens: for the answer that made it
// alone.
void add_manage_links(boost::json::object& shown, booking const& b, server_facts const& server);

}  // namespace rehearse
