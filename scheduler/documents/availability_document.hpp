// The JSON of an availability, stored and served alike (contract 5): what is written may be read back unchanged. Used
// by storage, API and pages. Pure; any thread.
#pragma once

#include "scheduler/rules/availability.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// `zone` and `weekly` are required; left-out members have their defaults, null is absent. errc::invalid with every
// mistake, of shape and of mistakes_in.
result<availability> read_availability(boost::json::value const& document);
// Without the members that have no value (`step_minutes`, the maxima, `starting`, `until`).
boost::json::object write_availability(availability const& published);

}  // namespace rehearse
