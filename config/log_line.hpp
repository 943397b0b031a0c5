// One event as one line of text or as members of a JSON object: whatever a value holds, it stays inside its line and
// its quotes. For log.cpp and its test. Pure functions; any thread.
#pragma once

#include "config/log.hpp"

#include <string>
#include <string_view>

namespace rehearse::log {

// `what name=value name="two words"`; control characters, quotes and backslashes are escaped.
std::string text_line(std::string_view what, fields facts);

// `"message":"what","name":"value"`, escaped as RFC 8259 section 7 says; bytes that are no UTF-8 become U+FFFD.
std::string json_members(std::string_view what, fields facts);

}  // namespace rehearse::log
