// Whether a name that was typed or configured leads to a file that can be read to its end. A folder would fail in a
// library's own words, and a pipe would be waited for without end. Used wherever a file is named by an operator. Any
// thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace rehearse {

// What else is there, in one line with its name; none: it is a plain file, or there is nothing.
std::optional<std::string> trouble_with_kind_of(std::filesystem::path const& file);

// Throws that line as std::runtime_error.
void demand_plain_file(std::filesystem::path const& file);

}  // namespace rehearse
