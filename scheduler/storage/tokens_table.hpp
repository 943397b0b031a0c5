// API tokens, as hashes: the text is shown once and never kept. Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/storage/connection.hpp"

#include <vector>

namespace rehearse::storage {

struct api_token {
  token_id id;
  party role = party::organizer;  // organizer or volunteer
  std::string owner;              // the text of the organizer's or volunteer's id
  std::string hash;
  std::string name;
  instant created_at;
  std::optional<instant> last_used_at;
  std::optional<instant> revoked_at;
};

// Throws constraint_broken where id or hash is taken.
void insert(connection& db, api_token const& t);
// The token of that hash unless it was revoked, or none.
std::optional<api_token> token_of_hash(connection& db, std::string_view hash);
// All, revoked ones too, in order of creation.
std::vector<api_token> all_tokens(connection& db);
// False where there is no such token or it was revoked before.
bool revoke(connection& db, token_id const& id, instant at);
void note_use(connection& db, token_id const& id, instant at);

}  // namespace rehearse::storage
