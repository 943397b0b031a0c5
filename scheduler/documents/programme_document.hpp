// The JSON of the programme's settings, stored and served alike (contract 10). Pure; any thread.
#pragma once

#include "scheduler/rules/programme.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// Left-out members have their default values. errc::invalid with every mistake; `revision` is left 0.
result<programme> read_programme(boost::json::value const& document);
boost::json::object write_programme(programme const& settings);

}  // namespace rehearse
