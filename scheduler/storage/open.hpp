// Opens the database that the configuration names, whichever engine it is. Used by main and commands.
#pragma once

#include "scheduler/storage/sqlite_database.hpp"

#include <string_view>

namespace rehearse {

// `sqlite:PATH`. Throws std::runtime_error with one line for anything else; `postgres://` is not there yet.
std::unique_ptr<database> open_database(std::string_view url, randomness& chance, secret_key secret);
// The path of a `sqlite:` URL, to put a lock or a secret beside it.
std::string sqlite_path(std::string_view url);

}  // namespace rehearse
