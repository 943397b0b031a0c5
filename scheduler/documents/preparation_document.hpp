// The JSON of what a candidate tells beforehand, stored and served alike (contract 6). Pure; any thread.
#pragma once

#include "scheduler/rules/booking.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// Checks shape, lengths and names, not the answers against an intake form: errc::invalid with every mistake, pointers
// beginning with `at` ("/preparation").
result<preparation> read_preparation(boost::json::value const& document, std::string_view at = "");
draft_of<preparation> draft_preparation(boost::json::value const& document, std::string_view at = "");
// With `accessibility`, which not everybody may see: remove it where it must not stand.
boost::json::object write_preparation(preparation const& prepared);

}  // namespace rehearse
