// The JSON of a volunteer as a volunteer or an organizer reads and writes it (contract 10). Used by API and pages;
// the table has columns. Pure; any thread.
#pragma once

#include "scheduler/rules/volunteer.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// `name`, `email` and `zone` are required; `id` is read where it is given (so that what GET answers can be sent back)
// and is for the caller to compare; revisions are left 0. errc::invalid with every mistake.
result<volunteer> read_volunteer(boost::json::value const& document);
// `locale` is empty where it is left out: then it is the programme's.
draft_of<volunteer> draft_volunteer(boost::json::value const& document);
// Everything, address and URLs included.
boost::json::object write_volunteer(volunteer const& v);
// What everybody may see: no address, no URLs.
boost::json::object write_public_volunteer(volunteer const& v);

}  // namespace rehearse
