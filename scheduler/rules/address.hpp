// What counts as an e-mail address: plain ASCII, so that every mail server takes it and no header can be injected.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace rehearse {

// One @, a local part of RFC 5322 atoms with dots, a domain of letters, digits and hyphens; at most 254 characters.
bool is_address(std::string_view text);
// Trimmed and in lower case: addresses are compared without case (contract 3).
std::string normal_address(std::string_view text);

}  // namespace rehearse
