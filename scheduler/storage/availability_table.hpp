// What each volunteer published, kept as the JSON document of contract 5. Publishing raises the volunteer's
// slots_revision. Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/rules/availability.hpp"
#include "scheduler/rules/ids.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

struct published_availability {
  availability hours;
  int revision = 0;  // the ETag; 0: nothing published yet
  instant changed_at;
};

// What the volunteer published last, or none.
std::optional<published_availability> find_availability(connection& db, volunteer_id const& volunteer);
// Replaces it; `hours` has no mistakes, the caller raises `revision`.
void publish(connection& db, volunteer_id const& volunteer, published_availability const& published);

class row;
// Reads the columns document, revision and changed_at; for queries that join this table.
published_availability published_in(row& r);

}  // namespace rehearse::storage
