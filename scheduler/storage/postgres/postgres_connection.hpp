// One connection to a PostgreSQL server, set up the way we trust it: UTF-8, times in UTC, commits that wait for the
// disk, nothing that waits without end. Statements are prepared once; what nobody waits for goes with the next question
// or the commit (postgres_wire). Used by postgres_database and by tests. One thread at a time.
#pragma once

#include "scheduler/storage/connection.hpp"
#include "scheduler/storage/postgres/postgres_wire.hpp"

#include <memory>
#include <vector>

namespace rehearse::storage {

class postgres_connection : public connection {
 public:
  // `url` is postgres://…, as libpq reads it. Throws connection_lost or not_now where no server can be reached,
  // std::runtime_error in one line where this one cannot be used.
  static std::unique_ptr<postgres_connection> open(std::string const& url, postgres_patience patience);

  // begin() and begin_reading() see the database as it is at one moment (repeatable read).
  virtual void begin_reading() = 0;
  // Throws connection_lost where it is not known whether the commit was done; anything else: it was not.
  virtual void commit() = 0;
  // Gives up what is open; nothing happens where the line is gone.
  virtual void rollback() noexcept = 0;

  // Locks, outside of a transaction, what the last one locked, until let_go(): the next one then begins with all of it
  // in hand and sees what those before it did.
  virtual void lock_ahead() = 0;
  virtual void let_go() = 0;

  virtual std::string version() const = 0;  // "15.18"
  // The texts of all statements prepared so far; for the test that reads their query plans.
  virtual std::vector<std::string> statements() const = 0;
};

}  // namespace rehearse::storage
