// What can go wrong between us and a PostgreSQL server, told apart by what helps: another line, another try, or time.
// Thrown by postgres_wire and its users; what a constraint refuses is in connection.hpp.
#pragma once

#include <stdexcept>

namespace rehearse::storage {

// The line to the server is gone, or the server says nothing any more. What was not committed is undone.
class connection_lost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The server is there, and has undone it, but this line is of no use any more: what was prepared for it does not fit
// the tables, or the server ended it before the commit, as where it waited too long for the next question of a
// transaction.
class line_outdated : public connection_lost {
 public:
  using connection_lost::connection_lost;
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

// Others hold a lock for longer than one may wait.
class lock_not_taken : public not_now {
 public:
  using not_now::not_now;
};

// It gives no more lines: its own limit, or that of the role or the database.
class too_many_lines : public not_now {
 public:
  using not_now::not_now;
};

// It takes no writes: a standby, or a primary that was told so.
class only_reads : public not_now {
 public:
  using not_now::not_now;
};

}  // namespace rehearse::storage
