// The JSON of a policy, stored and served alike (contract 7). Used by storage, API and pages. Pure; any thread.
#pragma once

#include "scheduler/rules/policy.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// Null is absent. `release_unconfirmed_minutes`, `no_show`, `max_open_bookings` and `max_bookings`, left out: no such
// rule; `name` is required; other members have the values of `standard`. errc::invalid with every mistake, of shape and
// of mistakes_in.
result<policy> read_policy(boost::json::value const& document);
// Of one that is stored: what is left out is as in `standard`, null is no such rule. Shape alone is checked, for the
// rules may have become stricter since.
result<policy> read_kept_policy(boost::json::value const& document);
boost::json::object write_policy(policy const& rules);

}  // namespace rehearse
