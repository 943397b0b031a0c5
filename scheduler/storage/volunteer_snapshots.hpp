// Copies of what decides on slots, one of each volunteer, kept in memory between reads and made anew once something of
// it was changed: so that a read neither asks the tables nor expands the hours again. One for each database. Every
// change has a number; whoever commits tells of it before anybody is answered, and a read transaction remembers the
// last number before it began: a copy is good as long as no later change is known. Where other processes write, too,
// copies are used only while one has just heard of them. Any thread.
#pragma once

#include "config/clock.hpp"
#include "scheduler/storage/connection.hpp"
#include "scheduler/storage/slot_facts.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace rehearse::storage {

class volunteer_snapshots {
 public:
  using number = std::uint64_t;
  using pool = std::vector<shared_facts>;

  // `time` outlives it.
  explicit volunteer_snapshots(clock const& time) : time_(time) {}

  // After the commit of these changes, before it is answered.
  void tell(changes const& committed);
  // After changes by somebody else, of which nothing is known.
  void tell_of_everything();
  // No copy is used, and nothing counts as unchanged, after that. Never called: all is known as long as it lives.
  void trust_until(std::chrono::steady_clock::time_point when) { trusted_until_ = when; }
  // The number of the last change: asked before a read transaction begins.
  number last_change() const;

  // Whether nothing changed of one volunteer, or of all of them, since the change of that number: an answer that was
  // made then is still right, but for what time alone changes.
  bool is_unchanged(volunteer_id const& who, number since) const;
  bool is_unchanged(number since) const;

  // Whether copies hold what decides on starts from that instant on: not of the past.
  bool reaches_back_to(instant from) const { return from >= first_start(); }
  // The copy of one volunteer, read within a transaction that began at `seen`; null: there is none.
  shared_facts find(connection& db, number seen, volunteer_id const& who);
  // Those of every active volunteer, by name and id.
  std::shared_ptr<pool const> active(connection& db, number seen);

  // Those that a read found last, and who is known to have changed since, in order of id. No members: none was made
  // today, or copies are not to be used now.
  struct known_pool {
    std::shared_ptr<pool const> members;
    std::vector<volunteer_id> changed;
  };
  known_pool known() const;

 private:
  struct copy {
    shared_facts facts;  // null: not read yet
    number changed = 0;  // the last change that is known of
    number read = 0;     // the last change before it was read
    local_date day{};    // on which it was read: hours are expanded for a while from then on
    bool is_good(local_date today) const { return facts && read >= changed && day == today; }
  };
  struct kept_pool {
    std::shared_ptr<pool const> members;
    number seen = 0;
    local_date day{};
  };

  bool is_trusted() const { return std::chrono::steady_clock::now() < trusted_until_.load(); }
  local_date today() const;  // in UTC
  instant first_start() const;
  shared_facts read(connection& db, volunteer_id const& who) const;
  void keep(copy& into, shared_facts facts, number seen) const;
  kept_pool read_all(connection& db, number seen);
  kept_pool renewed(connection& db, kept_pool const& old, number seen);
  std::vector<volunteer_id> changed_since(number seen) const;  // the mutex is held

  clock const& time_;
  std::atomic<std::chrono::steady_clock::time_point> trusted_until_{std::chrono::steady_clock::time_point::max()};
  mutable std::mutex mutex_;
  number last_ = 0;
  number types_changed_ = 0;
  number everything_changed_ = 0;
  std::unordered_map<volunteer_id, copy> copies_;
  kept_pool pool_;
};

}  // namespace rehearse::storage
