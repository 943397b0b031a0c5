// Files that are there whole and on disk, or not at all, whenever the machine stops. For secrets and backups. All throw
// std::runtime_error with one line that names the file. Any thread; `source` makes the name of the draft.
#pragma once

#include "config/randomness.hpp"

#include <filesystem>
#include <string>

namespace rehearse {

// Mode 0600. A file that is there already stays as it is.
void write_new_file(std::filesystem::path const& file, std::string const& text, randomness& source);
// Mode 0600; in place of what is there.
void replace_file(std::filesystem::path const& file, std::string const& text, randomness& source);

// Gives what is written at `draft` (of the same folder) the name `file`, in place of what is there.
void put_in_place(std::filesystem::path const& draft, std::filesystem::path const& file);

// The same file under a second name, which must be free; nothing where there is no file.
void keep_under(std::filesystem::path const& file, std::filesystem::path const& second_name);

}  // namespace rehearse
