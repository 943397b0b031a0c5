// A backup is one SQLite file: the whole database as it was at one instant, and the secret that the links in mailed
// letters were made with, so whoever has it can do what every candidate can. Made by the command itself, beside a
// server that goes on writing: that one may see other folders than whoever gave the command (deploy/systemd), and has
// more to do. restore.hpp puts it back. Blocks on the disk; any one thread.
#pragma once

#include "config/instant.hpp"
#include "config/randomness.hpp"
#include "config/settings.hpp"

#include <filesystem>
#include <string>

namespace rehearse {

// Copies the SQLite database and its secret to the new file `to`, and returns what to say. It is read through once
// before it gets its name. Throws std::runtime_error with one line; then there is no such file, or what was there
// already.
std::string back_up(settings const& set, std::filesystem::path const& to, instant now, randomness& chance);

}  // namespace rehearse
