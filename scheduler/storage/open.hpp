// Opens the database that the configuration names, whichever engine it is. Used by server/opening and by tests.
#pragma once

#include "config/randomness.hpp"
#include "scheduler/rules/link_token.hpp"
#include "scheduler/storage/database.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

struct database_options {
  std::string url;           // sqlite:PATH or postgres://…
  unsigned connections = 8;  // of PostgreSQL, that write
  unsigned readers = 2;
  std::size_t queued_writes = 1024;  // beyond these: database_unavailable
  std::size_t queued_reads = 4096;
  std::chrono::seconds connect_timeout{3};  // of PostgreSQL, as the next
  std::chrono::seconds statement_timeout{10};
};

// Opens and migrates it. Throws storage::newer_database, or std::runtime_error with one line. `chance` and the bytes of
// `secret` outlive it.
std::unique_ptr<database> open_database(database_options const& options, randomness& chance, secret_key secret);

// What an operator may see of a URL: host and name, never user, password or parameters. "sqlite:PATH" as it is.
std::string shown_url(std::string_view url);

// What there is at a URL, without changing any of it. Throws std::runtime_error with one line where nothing answers.
struct database_look {
  std::string kind;
  bool is_made = false;
  bool mail_is_held = false;
  std::optional<std::string> secret_fingerprint;  // of the secret that it was made with, where one is known
  std::vector<std::string> troubles;              // that keep it from being served from, each with the way to mend it
};
database_look look_at_postgres(database_options const& options);

}  // namespace rehearse
