// What any process committed since one last looked, read from the table that triggers fill (migration 002). Numbers
// that a sequence gives would not do: a transaction with a low one may commit after one with a high one was seen. So a
// look remembers its snapshot, and the next one takes what was not visible in that: exactly what was committed between
// the two. Used by postgres_news. Any one thread.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <string>

namespace rehearse::storage {

struct look_at_changes {
  std::string moment;             // PostgreSQL's snapshot: where the next look goes on
  changes committed;              // between the two
  bool missed_something = false;  // what was committed after the last look has been removed already
  bool is_of_a_standby = false;   // which lags behind the others by as much as it likes
};

// `last_moment` is of the look before; of the first one, moment_now() before it.
look_at_changes look_at_slot_changes(connection& db, std::string const& last_moment);
std::string moment_now(connection& db);
// Removes what was visible to every look since that moment.
void remove_slot_changes(connection& db, std::string const& before);

}  // namespace rehearse::storage
