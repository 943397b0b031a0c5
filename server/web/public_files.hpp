// The files that pages use (styles, icons, the API reference's script), each with an ETag and kept by browsers.
// Immutable; any thread.
#pragma once

#include "server/auth/endpoint.hpp"

#include <vector>

namespace rehearse {

// A route for each: /assets/… and /docs/….
std::vector<route> public_files();

}  // namespace rehearse
