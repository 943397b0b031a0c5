// What a use case is given beside its request: the open transaction, new ids, and the secret that link tokens are made
// with. Made by the database for each job; must not outlive it. One thread.
#pragma once

#include "config/randomness.hpp"
#include "scheduler/rules/ids.hpp"
#include "scheduler/rules/link_token.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse {

namespace storage {
class volunteer_snapshots;
}

// The copies that a job may use. A read takes them for the tables, as of the last change before its transaction began;
// a write may begin a search with them, and looks for itself at what it acts upon.
struct kept_snapshots {
  storage::volunteer_snapshots* all = nullptr;  // of a read
  std::uint64_t seen = 0;
  storage::volunteer_snapshots const* known = nullptr;  // of a write
};

class store {
 public:
  store(storage::connection& db, randomness& chance, secret_key secret, kept_snapshots kept = {})
      : db_(db), chance_(chance), secret_(secret), kept_(kept) {}

  storage::connection& db() { return db_; }
  secret_key secret() const { return secret_; }
  randomness& chance() { return chance_; }
  kept_snapshots kept() const { return kept_; }

  // A new id of that kind: `store.make_id<booking_id>()`.
  template <class Id>
  Id make_id() {
    return Id{row_id(chance_, Id::prefix())};
  }

 private:
  storage::connection& db_;
  randomness& chance_;
  secret_key secret_;
  kept_snapshots kept_;
};

}  // namespace rehearse
