#include "scheduler/use_cases/list_slots.hpp"

#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/slot_facts.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// Volunteers who are not active are nobody's business but their own and the organizer's.
bool may_see(caller const& who, volunteer const& v) {
  return v.status == volunteer_status::active || is_organizer(who) || is_volunteer(who, v.id);
}

std::optional<std::string> holder_of(store& s, explanation const& why) {
  for (auto const& outcome : why.rules) {
    if (!outcome.booking) continue;
    if (auto const held = storage::find(s.db(), *outcome.booking)) return held->candidate.name;
  }
  return std::nullopt;
}

}  // namespace

result<volunteer_slots> list_slots(store& s, caller const& who, volunteer_slots_request const& asked, instant now) {
  auto type = storage::find_interview_type(s.db(), asked.type);
  if (!type) return no_such_type();
  auto const facts = slot_facts_of(s, asked.volunteer, std::max(asked.from, now), asked.to);
  if (!facts || !may_see(who, facts->who)) return no_such_volunteer();
  auto slots = free_slots(question_about(*facts, *type, now), asked.from, asked.to);
  return volunteer_slots{std::move(*type), std::move(slots), same_slots_until({facts}, now)};
}

result<slot_explanation> explain_slot(store& s, caller const& who, explain_slot_request const& asked, instant now) {
  auto const type = storage::find_interview_type(s.db(), asked.type);
  if (!type) return no_such_type();
  auto const facts = slot_facts_of(s, asked.volunteer, asked.start, asked.start + type->duration);
  if (!facts || !may_see(who, facts->who)) return no_such_volunteer();
  slot_explanation answer{explain(question_about(*facts, *type, now), asked.start), std::nullopt};
  if (is_organizer(who) || is_volunteer(who, asked.volunteer)) answer.held_by = holder_of(s, answer.rules);
  return answer;
}

}  // namespace rehearse
