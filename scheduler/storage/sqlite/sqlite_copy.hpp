// Whole SQLite files: a copy of one that is in use, and whether one is sound. Used by backup and restore. Any thread;
// each call opens connections of its own and may take as long as the disk needs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace rehearse::storage {

// Copies the database at `from`, as it is at one instant, whoever writes it meanwhile in whatever process, to `to`, a
// new or empty file. Throws std::runtime_error with one line that names both; then `to` may be there in part.
void copy_sqlite(std::filesystem::path const& from, std::filesystem::path const& to);

// What makes the file no sound SQLite database, in one line of SQLite's words; none: it is one. Reads all of it.
std::optional<std::string> trouble_with_sqlite(std::filesystem::path const& file);

}  // namespace rehearse::storage
