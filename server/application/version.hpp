// Which program this is. Immutable; any thread.
#pragma once

#include <string_view>

namespace rehearse {

std::string_view version();  // "0.1.0"
std::string_view commit();   // of the sources it was built from, short; "unknown" outside a checkout

}  // namespace rehearse
