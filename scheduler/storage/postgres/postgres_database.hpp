// PostgreSQL behind the door: threads that write and threads that read, each with a connection of its own and a
// transaction for each job. Several processes may have the same database. Made by open_database; threads are its own.
#pragma once

#include "config/randomness.hpp"
#include "scheduler/rules/link_token.hpp"
#include "scheduler/storage/database.hpp"
#include "scheduler/storage/postgres/postgres_connection.hpp"

#include <memory>
#include <string>

namespace rehearse {

struct postgres_options {
  std::string url = {};  // postgres://…
  unsigned writers = 8;
  unsigned readers = 2;
  std::size_t queued_writes = 1024;  // beyond these: database_unavailable
  std::size_t queued_reads = 4096;
  storage::postgres_patience patience = {};
  std::chrono::milliseconds between_looks{200};  // at what other processes changed
  // How old the last look may be while copies are still given out. Contract: within a second.
  std::chrono::milliseconds trusted_for{800};
};

// A process has one for each that writes or reads, and two that tell of other processes and others of this one.
unsigned lines_of_a_process(postgres_options const& options);

// Connects, migrates (one process at a time) and starts the threads. Throws storage::newer_database, or
// std::runtime_error with PostgreSQL's words. `chance` and the bytes of `secret` outlive the database. A server that
// goes away later is waited for, and jobs are refused meanwhile (database_unavailable).
std::unique_ptr<database> open_postgres(postgres_options const& options, randomness& chance, secret_key secret);

// What of the server's set-up lets it lose what it said was kept, in one line with the way to mend it; none: nothing.
std::optional<std::string> durability_trouble(storage::connection& db);

}  // namespace rehearse
