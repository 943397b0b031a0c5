// What was answered to a request with an Idempotency-Key, for 24 hours (contract 3); written in the transaction of what
// it answers, so that refusals leave no trace. Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

struct idempotency_key {
  std::string caller;  // name_of(caller), or the candidate's address of an anonymous one
  std::string method;
  std::string path;
  std::string key;
};

struct kept_answer {
  idempotency_key asked;
  std::string body_hash;
  int status = 0;
  std::string headers;  // as the API wrote them
  std::string body;     // without tokens: those are made anew
  instant made_at;
};

// The answer kept since then (`now` − 24 h), or none.
std::optional<kept_answer> find(connection& db, idempotency_key const& key, instant since);
// Keeps it, in place of an older one. Throws constraint_broken where one made after `since` stands.
void keep(connection& db, kept_answer const& answer, instant since);
int remove_answers_before(connection& db, instant before);

}  // namespace rehearse::storage
