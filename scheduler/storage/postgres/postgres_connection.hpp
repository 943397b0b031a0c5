// One connection to a PostgreSQL server, set up the way we trust it: UTF-8, times in UTC, commits that wait for the
// disk, nothing that waits without end. Used by postgres_database and by tests; libpq stays in the .cpp. One thread at
// a time.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <chrono>
#include <memory>
#include <vector>

namespace rehearse::storage {

// How long a server that says nothing is waited for; 0: without end.
struct postgres_patience {
  std::chrono::seconds connecting{3};
  std::chrono::seconds answering{10};  // a statement, its waiting for locks included
};

// The line to the server is gone, or the server says nothing any more. What was not committed is undone.
class connection_lost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Another transaction came between: the same once more, from its beginning, will find out how it ended.
class came_between : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The server is there but cannot do it now: read-only, out of room or of connections, or too slow.
class not_now : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// It takes no writes: a standby, or a primary that was told so.
class only_reads : public not_now {
 public:
  using not_now::not_now;
};

class postgres_connection : public connection {
 public:
  // `url` is postgres://…, as libpq reads it. Throws connection_lost or not_now where no server can be reached,
  // std::runtime_error in one line where this one cannot be used.
  static std::unique_ptr<postgres_connection> open(std::string const& url, postgres_patience patience);

  // begin() and begin_reading() see the database as it is at one moment (repeatable read).
  virtual void begin_reading() = 0;
  // Throws connection_lost where it is not known whether the commit was done.
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
