// Brings a database to this program's version: numbered SQL files, embedded, each in a transaction of its own.
// Called once by whoever opens a database, before this process uses it; on PostgreSQL, others may be serving.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace rehearse::storage {

// The database was written by a newer program: nothing was touched.
class newer_database : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Several processes may start together on PostgreSQL: one of them migrates, and the others wait for it. Whoever has the
// turn may migrate in it.
class turn_to_migrate {
 public:
  static constexpr std::int64_t lock = 7310419;  // the advisory lock that is the turn, on PostgreSQL

  explicit turn_to_migrate(connection& db);
  ~turn_to_migrate();
  turn_to_migrate(turn_to_migrate const&) = delete;
  turn_to_migrate& operator=(turn_to_migrate const&) = delete;

 private:
  connection& db_;
};

// Applies what is missing and returns how many migrations that were; newer_database where the database knows more than
// this program. Waits for others who have the tables in use, for a minute at most: then std::runtime_error.
int migrate(connection& db);
// No further than that: a database as an older program left it.
int migrate_to(connection& db, int version);
// Whether a database is one of ours at all, whatever its version.
bool has_schema(connection& db);
// The version a database has; 0: empty.
int schema_version(connection& db);
// The version this program brings it to.
int newest_schema_version();
// The tables that a database of that version has, with commas between them.
std::string tables_of(engine_kind engine, int version);

}  // namespace rehearse::storage
