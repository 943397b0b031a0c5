// Browser sessions of volunteers and organizers; the cookie's secret is kept as a hash. Within a transaction; the
// thread of its connection.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

struct session {
  session_id id;
  std::string hash;               // of the cookie's secret
  party role = party::volunteer;  // organizer or volunteer
  std::string owner;              // the text of the organizer's or volunteer's id
  int csrf_generation = 0;        // CSRF tokens are made from id and generation
  instant made_at;
  instant last_seen_at;
  instant expires_at;
};

// Throws constraint_broken where id or hash is taken.
void insert(connection& db, session const& s);
// The session of that hash which has not expired by `now`, or none.
std::optional<session> session_of_hash(connection& db, std::string_view hash, instant now);
// Writes last_seen_at, expires_at and csrf_generation.
void update(connection& db, session const& s);
void remove(connection& db, session_id const& id);
// Signs that person out everywhere; how many sessions that were.
int remove_sessions_of(connection& db, std::string_view owner);
int remove_expired_sessions(connection& db, instant now);

}  // namespace rehearse::storage
