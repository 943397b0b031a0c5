// A backup is one SQLite file: the whole database as it was at one instant, and the secret that the links in mailed
// letters were made with, so whoever has it can do what every candidate can. Made beside a running server, put back
// without one (contract 2). Each function blocks on the disk; any one thread.
#pragma once

#include "config/clock.hpp"
#include "config/randomness.hpp"
#include "config/secret.hpp"
#include "config/settings.hpp"
#include "server/operator_commands.hpp"

#include <filesystem>

namespace rehearse {

// Copies the database file and the secret to the new file `to`; refused where that is there already. It is read through
// once before it gets its name.
command_result back_up(std::filesystem::path const& database, server_secret const& secret,
                       std::filesystem::path const& to, instant now);

// Puts the backup in the place that the settings name, with all mail held; what was there is kept under another name.
// Nobody else may have the database (see opening.hpp). Throws std::runtime_error with one line, having changed nothing,
// where the file is no sound backup or of a newer program.
std::string restore(settings const& set, std::filesystem::path const& from, clock const& time, randomness& chance);

}  // namespace rehearse
