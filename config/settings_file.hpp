// A TOML file as a flat list of what it sets, each with the line it stands on. For load_settings; toml++ is included by
// settings_file.cpp alone. Pure but for reading the file; any thread.
#pragma once

#include "config/settings_table.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rehearse {

// One "key = value", or a mistake that leaves no value.
struct assignment {
  std::string place;  // "rehearse.toml:3", "REHEARSE_SERVER_PORT", "--set server.port"
  std::string section;
  std::string name;
  std::optional<setting_value> value;  // none: of a kind that no setting has (a date, a table, a fraction)
};

struct settings_file {
  std::vector<assignment> assignments;  // in order of their lines
  std::vector<std::string> mistakes;    // what cannot be read at all, each with file and line
};

settings_file read_settings_file(std::filesystem::path const& file);

}  // namespace rehearse
