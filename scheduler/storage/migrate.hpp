// Brings a database to this program's version: numbered SQL files, embedded, each in a transaction of its own.
// Called once by whoever opens a database, before anybody else uses it.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <stdexcept>

namespace rehearse::storage {

// The database was written by a newer program: nothing was touched.
class newer_database : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Applies what is missing and returns how many migrations that were; newer_database where the database knows more than
// this program.
int migrate(connection& db);
// Whether a database is one of ours at all, whatever its version.
bool has_schema(connection& db);
// The version a database has; 0: empty.
int schema_version(connection& db);
// The version this program brings it to.
int newest_schema_version();

}  // namespace rehearse::storage
