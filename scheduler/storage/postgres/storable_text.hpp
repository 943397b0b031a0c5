// Texts as PostgreSQL can hold them. What people type is checked long before; a header or a query may carry any bytes.
// Used by its driver alone. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace rehearse::storage {

// The text with U+FFFD in place of NUL and of every byte that is not UTF-8 (RFC 3629): it equals nothing that is
// stored, and is no error.
std::string storable_text(std::string_view text);

}  // namespace rehearse::storage
