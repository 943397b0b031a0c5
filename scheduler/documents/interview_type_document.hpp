// The JSON of an interview type, stored and served alike (contract 10). Used by storage, API and pages. Pure; any
// thread.
#pragma once

#include "scheduler/rules/interview_type.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// `id`, `title` and `duration_minutes` are required. errc::invalid with every mistake, of shape and of mistakes_in.
// `revision` is left 0.
result<interview_type> read_interview_type(boost::json::value const& document);
draft_of<interview_type> draft_interview_type(boost::json::value const& document);
// The same of one that is stored: shape alone is checked, for the rules may have become stricter since.
result<interview_type> read_kept_interview_type(boost::json::value const& document);
boost::json::object write_interview_type(interview_type const& type);

}  // namespace rehearse
