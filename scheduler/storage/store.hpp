// What a use case is given beside its request: the open transaction, new ids, and the secret that link tokens are made
// with. Made by the database for each job; must not outlive it. One thread.
#pragma once

#include "config/randomness.hpp"
#include "scheduler/rules/ids.hpp"
#include "scheduler/rules/link_token.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse {

class store {
 public:
  store(storage::connection& db, randomness& chance, secret_key secret) : db_(db), chance_(chance), secret_(secret) {}

  storage::connection& db() { return db_; }
  secret_key secret() const { return secret_; }
  randomness& chance() { return chance_; }

  // A new id of that kind: `store.make_id<booking_id>()`.
  template <class Id>
  Id make_id() {
    return Id{random_id(chance_, Id::prefix())};
  }

 private:
  storage::connection& db_;
  randomness& chance_;
  secret_key secret_;
};

}  // namespace rehearse
