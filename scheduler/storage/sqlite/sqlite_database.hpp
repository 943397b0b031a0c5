// SQLite behind the door: one writer thread with group commit, reader threads with read-only snapshots. Made by
// open_database; threads are its own.
#pragma once

#include "config/randomness.hpp"
#include "scheduler/rules/link_token.hpp"
#include "scheduler/storage/database.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace rehearse {

struct sqlite_options {
  std::string path;  // ":memory:": reads go through the writer
  int readers = 2;
  std::size_t queued_writes = 1024;  // beyond these: database_unavailable
  std::size_t queued_reads = 4096;
  std::chrono::milliseconds longest_group{10};  // of work before a commit: the first of it waits for the last
};

// Opens, migrates and starts the threads. Throws storage::newer_database, or std::runtime_error with SQLite's words.
// `chance` and the bytes of `secret` outlive the database. After a failed fsync or commit of unknown outcome the
// process is ended (std::abort): what SQLite believes to be on disk may not be there.
std::unique_ptr<database> open_sqlite(sqlite_options const& options, randomness& chance, secret_key secret);

}  // namespace rehearse
