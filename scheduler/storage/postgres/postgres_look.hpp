// What one sees of a PostgreSQL database by looking alone, before it is served from or copied: what would be in the
// way, in words that say how to mend it, and who else is there. Used by look_at_postgres (open.hpp) and by
// copy-database. Any one thread; nothing is changed.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <string>
#include <vector>

namespace rehearse::storage {

// What keeps a process that wants so many lines from serving from this database; empty: nothing.
std::vector<std::string> in_the_way_of_serving(connection& db, unsigned lines_wanted);

bool may_read_tables(connection& db);

// How many lines to this database other processes of ours have, by the name that every line of ours has; those that
// wait for the turn to migrate have not begun to use it.
int lines_of_others(connection& db);

// Whether both lines, one of which has the turn to migrate, are to one database, whatever their URLs.
bool is_same_database(connection& with_turn, connection& other);

}  // namespace rehearse::storage
