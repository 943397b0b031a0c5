// One connection to a SQLite file, set up the way we trust it: WAL, synchronous=FULL, foreign keys, no double-quoted
// strings, no trusted schema. Used by sqlite_database and by tests; SQLiteCpp and sqlite3.h stay in the .cpp.
// One thread at a time.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <memory>
#include <vector>

namespace rehearse::storage {

enum class access { write, read_only };

class sqlite_connection : public connection {
 public:
  // Opens the file (made where it is missing, unless read-only); ":memory:" is a database of its own.
  // Throws std::runtime_error with SQLite's words.
  static std::unique_ptr<sqlite_connection> open(std::string const& path, access how);
  // Copies the write-ahead log into the file without waiting for readers. The writer's alone.
  virtual void checkpoint() = 0;
  // The texts of all statements prepared so far; for the test that reads their query plans.
  virtual std::vector<std::string> statements() const = 0;
};

// "3.40.1".
std::string sqlite_version();

}  // namespace rehearse::storage
