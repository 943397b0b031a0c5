// A backup (backup.hpp) becomes the database again, without a server (contract 2). Whatever was there, sound or
// damaged, whole or only a log that is left of it, is kept under another name. Blocks on the disk; any one thread.
#pragma once

#include "config/clock.hpp"
#include "config/randomness.hpp"
#include "config/settings.hpp"

#include <filesystem>
#include <string>

namespace rehearse {

// Puts the backup in the place that the settings name, with all mail held and owned as what was there; returns what to
// say. Nobody else may have the database (see opening.hpp). Throws std::runtime_error with one line, having changed
// nothing, where the file is no sound backup or of a newer program.
std::string restore(settings const& set, std::filesystem::path const& from, clock const& time, randomness& chance);

}  // namespace rehearse
