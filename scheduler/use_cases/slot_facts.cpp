#include "scheduler/use_cases/slot_facts.hpp"

#include "scheduler/storage/availability_table.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"

namespace rehearse {
namespace {

// The weekly maximum counts whole ISO weeks, in any zone; an interview with its buffers reaches less than a day.
constexpr auto reach = std::chrono::hours{24 * 9};

availability hours_of(volunteer const& who, std::optional<storage::published_availability> published) {
  return published ? std::move(published->hours) : unpublished(who);
}

}  // namespace

availability unpublished(volunteer const& who) {
  availability empty;
  empty.zone = who.zone;
  return empty;
}

std::optional<slot_facts> slot_facts_of(store& s, volunteer_id const& id, instant from, instant to) {
  auto who = storage::find(s.db(), id);
  if (!who) return std::nullopt;
  slot_facts facts;
  facts.published = hours_of(*who, storage::find_availability(s.db(), id));
  facts.occupied = storage::occupations_of(s.db(), id, from - reach, to + reach);
  facts.who = std::move(*who);
  return facts;
}

std::vector<slot_facts> slot_facts_of_active(store& s, instant from, instant to) {
  auto taken = storage::occupations_of_active(s.db(), from - reach, to + reach);
  std::vector<slot_facts> all;
  for (auto& active : storage::active_volunteers(s.db())) {
    slot_facts facts;
    facts.published = hours_of(active.who, std::move(active.published));
    if (auto const theirs = taken.find(active.who.id); theirs != taken.end())
      facts.occupied = std::move(theirs->second);
    facts.who = std::move(active.who);
    all.push_back(std::move(facts));
  }
  return all;
}

slot_question question_about(slot_facts const& facts, interview_type const& type, instant now) {
  return {.published = facts.published,
          .duration = type.duration,
          .occupied = facts.occupied,
          .busy = facts.busy,
          .now = now,
          .moving = std::nullopt,
          .active = facts.who.status == volunteer_status::active,
          .gives_type = gives(facts.who, type.id)};
}

}  // namespace rehearse
