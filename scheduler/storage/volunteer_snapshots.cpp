#include "scheduler/storage/volunteer_snapshots.hpp"

#include <algorithm>

namespace rehearse::storage {
namespace {

// The longest range that is listed, and the day by which a copy may be old.
constexpr auto expanded_days = date::days{62 + 2};

// What begins a day ago and later: lists begin at the midnight of some zone.
instant first_start_on(local_date day) {
  return instant{day.time_since_epoch()} - date::days{1};
}

shared_facts expanded(std::shared_ptr<slot_facts> facts, local_date day) {
  auto const first = first_start_on(day);
  facts->expanded = open_time_between(facts->published, first, first + date::days{1} + expanded_days);
  facts->starts = std::make_shared<kept_starts>(first);
  return facts;
}

}  // namespace

local_date volunteer_snapshots::today() const {
  return local_date{date::floor<date::days>(time_.now()).time_since_epoch()};
}

instant volunteer_snapshots::first_start() const {
  return first_start_on(today());
}

void volunteer_snapshots::tell(changes const& committed) {
  if (committed.empty()) return;
  std::lock_guard const lock(mutex_);
  ++last_;
  if (committed.interview_types) types_changed_ = last_;
  for (auto const& who : committed.volunteers) copies_[who].changed = last_;
}

void volunteer_snapshots::tell_of_everything() {
  std::lock_guard const lock(mutex_);
  everything_changed_ = ++last_;
  copies_.clear();
  pool_ = {};
}

volunteer_snapshots::number volunteer_snapshots::last_change() const {
  std::lock_guard const lock(mutex_);
  return last_;
}

bool volunteer_snapshots::is_unchanged(volunteer_id const& who, number since) const {
  if (!is_trusted()) return false;
  std::lock_guard const lock(mutex_);
  if (types_changed_ > since || everything_changed_ > since) return false;
  auto const known = copies_.find(who);
  return known == copies_.end() || known->second.changed <= since;
}

bool volunteer_snapshots::is_unchanged(number since) const {
  if (!is_trusted()) return false;
  std::lock_guard const lock(mutex_);
  return last_ <= since;
}

shared_facts volunteer_snapshots::find(connection& db, number seen, volunteer_id const& who) {
  if (is_trusted()) {
    std::lock_guard const lock(mutex_);
    if (auto const known = copies_.find(who); known != copies_.end() && known->second.is_good(today()))
      return known->second.facts;
  }
  auto facts = read(db, who);
  if (!facts) return nullptr;  // nothing is kept of ids that somebody made up
  std::lock_guard const lock(mutex_);
  keep(copies_[who], facts, seen);
  return facts;
}

std::shared_ptr<volunteer_snapshots::pool const> volunteer_snapshots::active(connection& db, number seen) {
  kept_pool old;
  if (is_trusted()) {
    std::lock_guard const lock(mutex_);
    old = pool_;
    if (old.members && old.day == today() && old.seen >= last_) return old.members;
  }
  auto made = old.members && old.day == today() ? renewed(db, old, seen) : read_all(db, seen);
  std::lock_guard const lock(mutex_);
  bool const is_newer = made.seen >= everything_changed_ && (!pool_.members || made.seen >= pool_.seen);
  if (is_newer) pool_ = made;
  return made.members;
}

volunteer_snapshots::known_pool volunteer_snapshots::known() const {
  if (!is_trusted()) return {};
  std::lock_guard const lock(mutex_);
  if (!pool_.members || pool_.day != today()) return {};
  return {pool_.members, changed_since(pool_.seen)};
}

shared_facts volunteer_snapshots::read(connection& db, volunteer_id const& who) const {
  auto found = read_slot_facts(db, who, first_start(), last_instant);
  return found ? expanded(std::move(found), today()) : nullptr;
}

void volunteer_snapshots::keep(copy& into, shared_facts facts, number seen) const {
  if (seen < into.read || seen < everything_changed_) return;
  into.facts = std::move(facts);
  into.read = seen;
  into.day = today();
}

volunteer_snapshots::kept_pool volunteer_snapshots::read_all(connection& db, number seen) {
  auto const day = today();
  pool all;
  for (auto& facts : read_slot_facts_of_active(db, first_start_on(day), last_instant))
    all.push_back(expanded(std::move(facts), day));
  std::lock_guard const lock(mutex_);
  for (auto const& facts : all) keep(copies_[facts->who.id], facts, seen);
  return {std::make_shared<pool const>(std::move(all)), seen, day};
}

// Only those who changed are read again.
volunteer_snapshots::kept_pool volunteer_snapshots::renewed(connection& db, kept_pool const& old, number seen) {
  std::unique_lock lock(mutex_);
  auto const changed = changed_since(old.seen);
  lock.unlock();
  pool all;
  all.reserve(old.members->size() + changed.size());
  std::ranges::copy_if(*old.members, std::back_inserter(all),
                       [&](shared_facts const& facts) { return !std::ranges::binary_search(changed, facts->who.id); });
  for (auto const& who : changed) {
    auto facts = find(db, seen, who);
    if (facts && facts->who.status == volunteer_status::active)
      all.insert(std::ranges::upper_bound(all, facts, named_before), std::move(facts));
  }
  return {std::make_shared<pool const>(std::move(all)), seen, old.day};
}

// In order of id.
std::vector<volunteer_id> volunteer_snapshots::changed_since(number seen) const {
  std::vector<volunteer_id> changed;
  for (auto const& [who, known] : copies_)
    if (known.changed > seen) changed.push_back(who);
  std::ranges::sort(changed);
  return changed;
}

}  // namespace rehearse::storage
