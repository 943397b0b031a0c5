// How many clients may be connected at a time: as many as the settings say, and no more than leaves the database, the
// mail and all other files of this process enough descriptors. For the application. Pure; any thread.
#pragma once

#include "config/settings.hpp"

#include <cstddef>

namespace rehearse {

// Throws std::runtime_error with one line where `open_files`, all that this process may have open, are too few to serve
// at all.
std::size_t connection_limit(settings const& set, std::size_t open_files);

}  // namespace rehearse
