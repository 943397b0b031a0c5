// Sign-in links: single use, a few minutes. The token is made from id and generation, never stored. Within a
// transaction; the thread of its connection.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

struct sign_in {
  sign_in_id id;
  party role = party::volunteer;  // organizer or volunteer
  std::string owner;              // the text of the organizer's or volunteer's id
  int generation = 0;
  instant expires_at;
  std::optional<instant> used_at;
};

// Throws constraint_broken where the id is taken.
void insert(connection& db, sign_in const& s);
std::optional<sign_in> find(connection& db, sign_in_id const& id);
// Uses it up: true for exactly one caller, and only before it expires.
bool use(connection& db, sign_in_id const& id, instant now);
// A mail that leaves late carries a fresh link: the next generation, unused, until `expires_at`.
void renew(connection& db, sign_in_id const& id, instant expires_at);
int remove_expired_sign_ins(connection& db, instant before);

}  // namespace rehearse::storage
