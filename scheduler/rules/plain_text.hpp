// What a text that a person typed may hold (contract 3): one-line texts have no control characters and at most 200
// characters, longer ones at most 5,000, with tabs and line breaks. Used by the field reader and by forms. Pure; any
// thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rehearse {

inline constexpr std::size_t longest_line = 200;
inline constexpr std::size_t longest_text = 5000;

// What is wrong with it, as a sentence that names what is allowed; characters are Unicode code points.
std::optional<std::string> mistake_in_line(std::string_view text, std::size_t at_most = longest_line);
// The same of a text of several lines, whose line breaks are LF already.
std::optional<std::string> mistake_in_lines(std::string_view text, std::size_t at_most = longest_text);

// CRLF and a lone CR become LF.
std::string with_plain_line_breaks(std::string_view text);

// Nothing but white space.
bool is_blank(std::string_view text);

}  // namespace rehearse
