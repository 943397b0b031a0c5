// A programme moves from one database to another, whatever their engines, with all that it remembers. Used by the
// command copy-database. Within one transaction on each side, both open; any one thread.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rehearse::storage {

// What one table holds: two that hold the same rows, in whatever order, have the same count and the same hash.
struct table_content {
  std::string table;
  std::int64_t rows = 0;
  std::string hash;  // 16 hexadecimal digits

  friend bool operator==(table_content const&, table_content const&) = default;
};
std::vector<table_content> content_of(connection& db);

// Whether nobody has kept anything in it yet: it may be copied into.
bool is_unused(connection& db);

// Copies every row of every table, in place of what a migration puts there, and looks at what has arrived. Throws
// std::runtime_error with one line where that is not what was there. The transactions are the caller's to end.
std::vector<table_content> copy_everything(connection& from, connection& to);

}  // namespace rehearse::storage
