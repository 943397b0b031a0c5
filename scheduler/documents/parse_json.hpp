// Text to JSON, strictly, and JSON merge patch. For request bodies and for documents from storage. Pure; any thread.
#pragma once

#include "scheduler/rules/result.hpp"

#include <string_view>

#include <boost/json/value.hpp>

namespace rehearse {

// One JSON text (RFC 8259) in UTF-8. errc::not_parsable for anything else, for arrays and objects nested deeper than
// 32, for a member that stands twice in one object and for numbers beyond what a double can hold.
result<boost::json::value> parse_json(std::string_view text);

// The target as the patch changes it (RFC 7396): null removes a member, objects are merged, everything else replaces.
boost::json::value merge_patch(boost::json::value target, boost::json::value const& patch);

}  // namespace rehearse
