// A SQLite file that is being made beside the place where it belongs. Used by backup and restore. One thread.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <filesystem>

namespace rehearse {

// Mode 0600, under a name that nothing has. Nothing of it stays unless it got another name (or the process is killed).
// Throws std::runtime_error with one line where no file can be there.
class database_draft {
 public:
  explicit database_draft(std::filesystem::path file);
  database_draft(database_draft const&) = delete;
  database_draft& operator=(database_draft const&) = delete;
  ~database_draft();

  std::filesystem::path const& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

// Of a database that is being put back from a backup, until it gets its name.
inline constexpr char const* restoring_ending = ".restoring";

// What SQLite keeps beside a database: they belong to it alone, and would be played into another of its name.
inline constexpr char const* log_endings[] = {"-wal", "-shm", "-journal"};

// The file, and what SQLite keeps beside it; nothing where there is none.
void remove_database(std::filesystem::path const& file);

// That it is a database of this program, of this version or an older one. Throws std::runtime_error with one line that
// calls it `name`.
void demand_known_schema(storage::connection& db, std::filesystem::path const& name);

// Reads all of it. Throws std::runtime_error with one line that calls it `name`.
void demand_sound(std::filesystem::path const& file, std::filesystem::path const& name);

}  // namespace rehearse
