// Interview types, of programme_desk.hpp.
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/policies_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/refusals.hpp"

namespace rehearse {

std::vector<field_error> further_mistakes(store& s, interview_type const& type) {
  auto found = mistakes_in(type);
  if (type.policy && is_slug(*type.policy) && !storage::find_policy(s.db(), *type.policy))
    found.push_back({"/policy", "must be the slug of a policy that exists"});
  return found;
}

std::vector<interview_type> list_interview_types(store& s) {
  return storage::all_interview_types(s.db());
}

result<interview_type> read_interview_type(store& s, slug const& id) {
  auto found = storage::find_interview_type(s.db(), id);
  if (!found) return no_such_type();
  return std::move(*found);
}

result<interview_type> create_interview_type(store& s, caller const& who, interview_type const& type, instant now) {
  if (!is_organizer(who)) return organizers_only();
  if (auto mistakes = further_mistakes(s, type); !mistakes.empty()) return invalid(std::move(mistakes));
  if (storage::find_interview_type(s.db(), type.id))
    return refused(errc::already_exists, "There is an interview type of this id.");
  auto created = type;
  created.revision = 1;
  storage::insert(s.db(), created);
  note(s, who, "interview_type.create", {created.id}, now);
  return created;
}

result<interview_type> change_interview_type(store& s, caller const& who, interview_type const& changed,
                                             std::optional<int> expected_revision, instant now) {
  if (!is_organizer(who)) return organizers_only();
  auto const stored = storage::find_interview_type(s.db(), changed.id);
  if (!stored) return no_such_type();
  if (expected_revision.value_or(stored->revision) != stored->revision) return changed_meanwhile();
  if (auto mistakes = further_mistakes(s, changed); !mistakes.empty()) return invalid(std::move(mistakes));
  auto next = changed;
  next.revision = stored->revision + 1;
  storage::update(s.db(), next);
  note(s, who, "interview_type.patch", {next.id}, now);
  return next;
}

}  // namespace rehearse
