// One connection to a SQLite file, set up the way we trust it: WAL, synchronous=FULL, foreign keys, no double-quoted
// strings, no trusted schema. Used by sqlite_database and by tests; SQLiteCpp and sqlite3.h stay in the .cpp.
// One thread at a time.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace rehearse::storage {

enum class access { write, read_only };

// The disk refused to say that bytes are on it: what SQLite believes to be written may not be there. End the process.
class sync_failed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class sqlite_connection : public connection {
 public:
  // Opens the file (made where it is missing, unless read-only); ":memory:" is a database of its own.
  // Throws std::runtime_error with SQLite's words.
  static std::unique_ptr<sqlite_connection> open(std::string const& path, access how);

  // Ends whatever still runs, so that no statement holds a snapshot open. Called at the end of every job.
  virtual void reset_statements() = 0;
  // While on, writing throws.
  virtual void forbid_writes(bool on) = 0;
  // How many rows were written or removed since it was opened, whatever became of it.
  virtual std::int64_t rows_changed() const = 0;
  // How many pages stand in the write-ahead log since it last began anew.
  virtual int log_pages() const = 0;
  // Copies the log into the file without waiting for readers or holding up a writer; how many of its pages are copied.
  virtual int checkpoint() = 0;
  // The texts of all statements prepared so far; for the test that reads their query plans.
  virtual std::vector<std::string> statements() const = 0;
};

// "3.40.1".
std::string sqlite_version();

}  // namespace rehearse::storage
