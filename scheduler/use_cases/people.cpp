#include "scheduler/use_cases/people.hpp"

#include "scheduler/rules/address.hpp"
#include "scheduler/storage/organizers_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"

namespace rehearse {
namespace {

std::optional<person> as_person(std::optional<organizer> const& o) {
  if (!o) return std::nullopt;
  return person{party::organizer, o->id.text, o->email};
}

std::optional<person> as_person(std::optional<volunteer> const& v) {
  if (!v || v->status == volunteer_status::left) return std::nullopt;
  return person{party::volunteer, v->id.text, v->email};
}

}  // namespace

std::optional<person> person_of_address(store& s, std::string_view typed) {
  auto const address = normal_address(typed);
  if (auto found = as_person(storage::organizer_of_address(s.db(), address))) return found;
  return as_person(storage::volunteer_of_address(s.db(), address));
}

std::optional<person> person_of_owner(store& s, party role, std::string const& owner) {
  if (role == party::organizer) return as_person(storage::find(s.db(), organizer_id{owner}));
  return as_person(storage::find(s.db(), volunteer_id{owner}));
}

caller as_caller(person const& who) {
  if (who.role == party::organizer) return signed_in_organizer{{who.owner}};
  return signed_in_volunteer{{who.owner}};
}

std::optional<volunteer_id> volunteer_behind(store& s, organizer_id const& who) {
  auto const known = storage::find(s.db(), who);
  if (!known) return std::nullopt;
  auto const found = as_person(storage::volunteer_of_address(s.db(), known->email));
  if (!found) return std::nullopt;
  return volunteer_id{found->owner};
}

}  // namespace rehearse
