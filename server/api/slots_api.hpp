// Slots and availability over REST (contract 5). Named in routes.cpp. Called on I/O threads; what they return runs in a
// job.
#pragma once

#include "server/auth/endpoint.hpp"

namespace rehearse {

action list_slots_endpoint(call const& c);
action list_pool_slots_endpoint(call const& c);
action explain_slot_endpoint(call const& c);
action read_availability_endpoint(call const& c);
action publish_availability_endpoint(call const& c);

}  // namespace rehearse
