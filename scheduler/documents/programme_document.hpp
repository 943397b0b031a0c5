// The JSON of the programme's settings, stored and served alike (contract 10). Pure; any thread.
#pragma once

#include "scheduler/rules/programme.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// `name`, `contact` (it may be empty), `default_policy`, `zone` and `locale` are required, other texts are empty where
// they are left out. errc::invalid with every mistake, of shape and of mistakes_in; `revision` is left 0.
result<programme> read_programme(boost::json::value const& document);
draft_of<programme> draft_programme(boost::json::value const& document);
// Of one that is stored: what is left out has its default value, and shape alone is checked, for the rules may have
// become stricter since.
result<programme> read_kept_programme(boost::json::value const& document);
boost::json::object write_programme(programme const& settings);

}  // namespace rehearse
