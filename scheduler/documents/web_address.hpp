// What counts as the URL of a place to meet. Pure; any thread.
#pragma once

#include "scheduler/documents/field_reader.hpp"

namespace rehearse {

// Reads a member that is empty or an http or https URL of printable ASCII, at most 1000 characters.
std::optional<std::string> read_place(field_reader& r, std::string_view name);
// The rule itself; the empty text is none.
bool is_web_address(std::string_view text);

}  // namespace rehearse
