// The JSON of a policy, stored and served alike (contract 7). Used by storage, API and pages. Pure; any thread.
#pragma once

#include "scheduler/rules/policy.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// Left-out members have the values of `standard`; null, where it is allowed, is no limit. errc::invalid with every
// mistake, of shape and of mistakes_in.
result<policy> read_policy(boost::json::value const& document);
// The same of one that is stored: shape alone is checked, for the rules may have become stricter since.
result<policy> read_kept_policy(boost::json::value const& document);
boost::json::object write_policy(policy const& rules);

}  // namespace rehearse
