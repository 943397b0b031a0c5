#include "scheduler/storage/slot_facts.hpp"

#include "scheduler/storage/availability_table.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/volunteer_snapshots.hpp"
#include "scheduler/storage/volunteers_table.hpp"

#include <algorithm>
#include <tuple>

namespace rehearse {
namespace {

constexpr auto reach = storage::reach_of_facts;

availability hours_of(volunteer const& who, std::optional<storage::published_availability> published) {
  return published ? std::move(published->hours) : unpublished(who);
}

std::vector<volunteer_id> with_noted(std::vector<volunteer_id> changed, std::vector<volunteer_id> const& noted) {
  changed.insert(changed.end(), noted.begin(), noted.end());
  std::ranges::sort(changed);
  auto const same = std::ranges::unique(changed);
  changed.erase(same.begin(), same.end());
  return changed;
}

}  // namespace

availability unpublished(volunteer const& who) {
  availability empty;
  empty.zone = who.zone;
  return empty;
}

shared_facts slot_facts_of(store& s, volunteer_id const& id, instant from, instant to) {
  if (auto const kept = s.kept(); kept.all != nullptr && kept.all->reaches_back_to(from))
    return kept.all->find(s.db(), kept.seen, id);
  return storage::read_slot_facts(s.db(), id, from, to);
}

std::vector<shared_facts> slot_facts_of_active(store& s, instant from, instant to) {
  if (auto const kept = s.kept(); kept.all != nullptr && kept.all->reaches_back_to(from))
    return *kept.all->active(s.db(), kept.seen);
  auto const all = storage::read_slot_facts_of_active(s.db(), from, to);
  return {all.begin(), all.end()};
}

std::optional<std::vector<shared_facts>> known_facts_of_active(store& s, instant from, instant to) {
  constexpr std::size_t few = 200;  // to read more one by one is dearer than to read all at once
  auto const* const copies = s.kept().known;
  if (copies == nullptr || !copies->reaches_back_to(from)) return std::nullopt;
  auto known = copies->known();
  if (!known.members) return std::nullopt;
  auto const changed = with_noted(std::move(known.changed), s.db().noted().volunteers);
  if (changed.size() > few) return std::nullopt;
  std::vector<shared_facts> all;
  all.reserve(known.members->size() + changed.size());
  std::ranges::copy_if(*known.members, std::back_inserter(all),
                       [&](shared_facts const& facts) { return !std::ranges::binary_search(changed, facts->who.id); });
  for (auto const& who : changed) {
    auto facts = storage::read_slot_facts(s.db(), who, from, to);
    if (facts && facts->who.status == volunteer_status::active) all.push_back(std::move(facts));
  }
  return all;
}

instant same_slots_until(std::vector<shared_facts> const& all, instant now) {
  // At the minute itself midnight falls; right after it a start is nearer than its notice.
  auto const minute = date::floor<minutes>(now);
  instant until = now == minute ? minute + 1s : minute + 1min;
  for (auto const& facts : all)
    for (auto const& o : facts->occupied)
      if (o.runs_out && *o.runs_out > now) until = std::min(until, *o.runs_out);
  return until;
}

slot_question question_about(slot_facts const& facts, interview_type const& type, instant now) {
  return {.published = facts.published,
          .duration = type.duration,
          .occupied = facts.occupied,
          .busy = facts.busy,
          .now = now,
          .moving = std::nullopt,
          .active = facts.who.status == volunteer_status::active,
          .gives_type = gives(facts.who, type.id),
          .expanded = &facts.expanded};
}

namespace storage {

bool named_before(shared_facts const& a, shared_facts const& b) {
  return std::tie(a->who.name, a->who.id.text) < std::tie(b->who.name, b->who.id.text);
}

std::shared_ptr<slot_facts> read_slot_facts(connection& db, volunteer_id const& id, instant from, instant to) {
  auto who = find(db, id);
  return who ? read_slot_facts(db, std::move(*who), from, to) : nullptr;
}

std::shared_ptr<slot_facts> read_slot_facts(connection& db, volunteer who, instant from, instant to) {
  auto facts = std::make_shared<slot_facts>();
  facts->published = hours_of(who, find_availability(db, who.id));
  facts->occupied = occupations_of(db, who.id, from - reach, to + reach);
  facts->who = std::move(who);
  return facts;
}

std::vector<std::shared_ptr<slot_facts>> read_slot_facts_of_active(connection& db, instant from, instant to) {
  auto taken = occupations_of_active(db, from - reach, to + reach);
  std::vector<std::shared_ptr<slot_facts>> all;
  for (auto& active : active_volunteers(db)) {
    auto facts = std::make_shared<slot_facts>();
    facts->published = hours_of(active.who, std::move(active.published));
    if (auto const theirs = taken.find(active.who.id); theirs != taken.end())
      facts->occupied.assign(std::make_move_iterator(theirs->second.begin()),
                             std::make_move_iterator(theirs->second.end()));  // no larger than it is
    facts->who = std::move(active.who);
    all.push_back(std::move(facts));
  }
  std::ranges::sort(all, named_before);
  return all;
}

}  // namespace storage

}  // namespace rehearse
