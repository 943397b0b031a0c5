// Well-formed UTF-8 (RFC 3629), which everything from outside must be before it is stored or echoed. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace rehearse::http {

// The bytes of the character that begins at `at`, 0 where none does.
std::size_t utf8_length_at(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

}  // namespace rehearse::http
