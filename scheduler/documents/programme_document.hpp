// The JSON of the programme's settings, stored and served alike (contract 10). Pure; any thread.
#pragma once

#include "scheduler/rules/programme.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// Left-out members have their default values. errc::invalid with every mistake, of shape and of mistakes_in; `revision`
// is left 0.
result<programme> read_programme(boost::json::value const& document);
// The same of one that is stored: shape alone is checked, for the rules may have become stricter since.
result<programme> read_kept_programme(boost::json::value const& document);
boost::json::object write_programme(programme const& settings);

}  // namespace rehearse
