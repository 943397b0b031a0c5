#include "scheduler/use_cases/publish_availability.hpp"

#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/slot_limits.hpp"
#include "scheduler/storage/availability_table.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/programme_table.hpp"
#include "scheduler/storage/slot_facts.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// The volunteer whose hours these are, if the caller may see them.
std::optional<volunteer> volunteer_for(store& s, caller const& who, volunteer_id const& id) {
  if (!is_organizer(who) && !is_volunteer(who, id)) return std::nullopt;
  return storage::find(s.db(), id);
}

availability_record record_of(store& s, volunteer const& v) {
  auto stored = storage::find_availability(s.db(), v.id);
  if (!stored) return {unpublished(v), 0};
  return {std::move(stored->hours), stored->revision};
}

// Does all of it lie in the hours? An interview agreed on another grid does as well.
bool lies_inside(availability const& hours, booking const& b) {
  auto const open = open_time_between(hours, b.start, b.end).whole;
  return std::ranges::any_of(open, [&b](stretch const& s) { return s.from <= b.start && b.end <= s.to; });
}

std::vector<booking_id> bookings_outside(store& s, volunteer const& v, availability const& hours, instant now) {
  std::vector<booking_id> outside;
  for (auto const& b : storage::bookings_from(s.db(), v.id, now)) {
    bool const coming = b.start > now && is_open(state_by_now(b, now));
    if (coming && !lies_inside(hours, b)) outside.push_back(b.id);
  }
  return outside;
}

bool has_no_place(store& s, volunteer const& v) {
  return v.meeting_url.empty() && storage::find_programme(s.db()).meeting_url_template.empty();
}

}  // namespace

result<availability_record> read_availability(store& s, caller const& who, volunteer_id const& of) {
  auto const v = volunteer_for(s, who, of);
  if (!v) return no_such_volunteer();
  return record_of(s, *v);
}

result<published_availability> publish_availability(store& s, caller const& who,
                                                    publish_availability_request const& asked, instant now) {
  auto const v = volunteer_for(s, who, asked.volunteer);
  if (!v) return no_such_volunteer();
  storage::lock_volunteer(s.db(), v->id);
  auto const stored = record_of(s, *v);
  if (asked.expected_revision.value_or(stored.revision) != stored.revision) return changed_meanwhile();
  if (asked.only_if_none && stored.revision > 0) return changed_meanwhile();
  if (auto mistakes = mistakes_in(asked.published); !mistakes.empty()) return invalid(std::move(mistakes));

  availability_record const saved{asked.published, stored.revision + 1};
  storage::publish(s.db(), v->id, {saved.published, saved.revision, now});
  note(s, who, "availability.put", {v->id.text}, now);
  return published_availability{saved, bookings_outside(s, *v, saved.published, now), has_no_place(s, *v)};
}

result<std::vector<slot>> preview_slots(store& s, caller const& who, preview_request const& asked, instant now) {
  if (!volunteer_for(s, who, asked.volunteer)) return no_such_volunteer();
  auto const type = storage::find_interview_type(s.db(), asked.type);
  if (!type) return no_such_type();
  if (auto mistakes = mistakes_in(asked.draft); !mistakes.empty()) return invalid(std::move(mistakes));
  auto facts = *slot_facts_of(s, asked.volunteer, asked.from, asked.to);
  facts.published = asked.draft;
  facts.expanded = {};
  auto question = question_about(facts, *type, now);
  // A draft is about hours: somebody paused sees what it would give when they are back.
  question.active = true;
  return free_slots(question, asked.from, asked.to);
}

}  // namespace rehearse
