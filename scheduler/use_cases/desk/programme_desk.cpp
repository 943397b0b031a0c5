// Policies and the programme's own settings. Volunteers are in volunteers_desk.cpp, interview types in types_desk.cpp.
#include "scheduler/use_cases/desk/programme_desk.hpp"

#include "scheduler/storage/policies_table.hpp"
#include "scheduler/storage/programme_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/refusals.hpp"

namespace rehearse {

std::vector<named_policy> list_policies(store& s) {
  return storage::all_policies(s.db());
}

result<named_policy> read_policy(store& s, slug const& id) {
  auto found = storage::find_policy(s.db(), id);
  if (!found) return refused(errc::not_found, "There is no such policy.");
  return std::move(*found);
}

result<saved_policy> save_policy(store& s, caller const& who, named_policy const& asked,
                                 std::optional<int> expected_revision, bool only_if_none, instant now) {
  if (!is_organizer(who)) return organizers_only();
  auto const stored = storage::find_policy(s.db(), asked.id);
  if (only_if_none == stored.has_value()) return changed_meanwhile();
  int const revision = stored ? stored->revision : 0;
  if (expected_revision.value_or(revision) != revision) return changed_meanwhile();
  if (!is_slug(asked.id))
    return invalid("", "a policy's slug is lower case letters, digits and single hyphens, 1 to 64 characters");
  if (auto mistakes = mistakes_in(asked.rules); !mistakes.empty()) return invalid(std::move(mistakes));
  saved_policy const done{{asked.id, asked.rules, revision + 1}, !stored};
  if (stored)
    storage::update(s.db(), done.saved);
  else
    storage::insert(s.db(), done.saved);
  note(s, who, "policy.put", {asked.id}, now);
  return done;
}

std::vector<field_error> further_mistakes(store& s, programme const& settings) {
  auto found = mistakes_in(settings);
  if (is_slug(settings.default_policy) && !storage::find_policy(s.db(), settings.default_policy))
    found.push_back({"/default_policy", "must be the slug of a policy that exists"});
  return found;
}

programme read_programme(store& s) {
  return storage::find_programme(s.db());
}

result<programme> save_programme(store& s, caller const& who, programme const& asked,
                                 std::optional<int> expected_revision, instant now) {
  if (!is_organizer(who)) return organizers_only();
  int const revision = storage::find_programme(s.db()).revision;
  if (expected_revision.value_or(revision) != revision) return changed_meanwhile();
  if (auto mistakes = further_mistakes(s, asked); !mistakes.empty()) return invalid(std::move(mistakes));
  auto saved = asked;
  saved.revision = revision + 1;
  storage::update(s.db(), saved);
  note(s, who, "programme.put", {}, now);
  return saved;
}

}  // namespace rehearse
