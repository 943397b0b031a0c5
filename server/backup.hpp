// A backup is one SQLite file: the whole database as it was at one instant, and the secret that the links in mailed
// letters were made with, so whoever has it can do what every candidate can. Made beside a running server; restore.hpp
// puts it back. Blocks on the disk; any one thread.
#pragma once

#include "config/instant.hpp"
#include "config/secret.hpp"
#include "server/operator_commands.hpp"

#include <filesystem>

namespace rehearse {

// Copies the database file and the secret to the new file `to`; refused where that is there already. It is read through
// once before it gets its name.
command_result back_up(std::filesystem::path const& database, server_secret const& secret,
                       std::filesystem::path const& to, instant now);

}  // namespace rehearse
