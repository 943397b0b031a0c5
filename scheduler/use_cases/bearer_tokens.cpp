// What stands behind "Authorization: Bearer", of sign_in.hpp: API tokens and the manage tokens of bookings.
#include "scheduler/rules/address.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/organizers_table.hpp"
#include "scheduler/storage/tokens_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/people.hpp"
#include "scheduler/use_cases/refusals.hpp"
#include "scheduler/use_cases/secrets.hpp"
#include "scheduler/use_cases/sign_in.hpp"

namespace rehearse {
namespace {

constexpr std::string_view api_prefix = "rh_";

person organizer_made_on_first_use(store& s, std::string const& address, instant now) {
  auto found = storage::organizer_of_address(s.db(), address);
  if (!found) {
    found = organizer{s.make_id<organizer_id>(), address, ""};
    storage::insert(s.db(), *found);
    note(s, the_system{}, "organizer.create", {found->id.text}, now);
  }
  return {party::organizer, found->id.text, address};
}

result<person> owner_of_new_token(store& s, token_role role, std::string const& address, instant now) {
  if (!is_address(address)) return invalid("/email", "must be an e-mail address");
  if (role == token_role::organizer) return organizer_made_on_first_use(s, address, now);
  auto const found = storage::volunteer_of_address(s.db(), address);
  if (!found || found->status == volunteer_status::left)
    return refused(errc::not_found, "No volunteer has this address.");
  return person{party::volunteer, found->id.text, address};
}

// Of the owner as stored, also one who left.
std::string address_of(store& s, storage::api_token const& t) {
  if (t.role == party::organizer) {
    auto const found = storage::find(s.db(), organizer_id{t.owner});
    return found ? found->email : "";
  }
  auto const found = storage::find(s.db(), volunteer_id{t.owner});
  return found ? found->email : "";
}

std::optional<caller> caller_of_api_token(store& s, std::string_view token) {
  auto const found = storage::token_of_hash(s.db(), hash_of_secret(token));
  if (!found) return std::nullopt;
  auto const who = person_of_owner(s, found->role, found->owner);
  if (!who) return std::nullopt;
  return as_caller(*who);
}

std::optional<storage::api_token> token_with_old_use(store& s, std::string_view token, instant now) {
  if (!token.starts_with(api_prefix)) return std::nullopt;
  auto found = storage::token_of_hash(s.db(), hash_of_secret(token));
  if (found && found->last_used_at.value_or(instant{}) + 1h >= now) return std::nullopt;
  return found;
}

token_subject manage_subject(booking const& b) {
  return {token_purpose::manage, b.id.text, b.token_generation};
}

}  // namespace

result<new_api_token> make_api_token(store& s, token_role role, std::string const& email, instant now) {
  auto const who = owner_of_new_token(s, role, normal_address(email), now);
  if (!who) return who.error();
  new_api_token const made{s.make_id<token_id>(), new_secret(s.chance(), api_prefix)};
  storage::api_token row;
  row.id = made.id;
  row.role = who->role;
  row.owner = who->owner;
  row.hash = hash_of_secret(made.token);
  row.created_at = now;
  storage::insert(s.db(), row);
  note(s, the_system{}, "token.create", {made.id.text, who->owner}, now);
  return made;
}

std::vector<api_token_entry> list_api_tokens(store& s) {
  std::vector<api_token_entry> entries;
  for (auto const& t : storage::all_tokens(s.db())) {
    auto const role = t.role == party::organizer ? token_role::organizer : token_role::volunteer;
    entries.push_back({t.id, role, address_of(s, t), t.created_at, t.last_used_at, t.revoked_at});
  }
  return entries;
}

result<void> revoke_api_token(store& s, token_id const& id, instant now) {
  if (!storage::revoke(s.db(), id, now)) return refused(errc::not_found, "There is no such token in use.");
  note(s, the_system{}, "token.revoke", {id.text}, now);
  return {};
}

std::optional<caller> caller_of_bearer(store& s, std::string_view token, instant) {
  return token.starts_with(api_prefix) ? caller_of_api_token(s, token) : caller_of_manage_token(s, token);
}

bool is_token_use_to_note(store& s, std::string_view token, instant now) {
  return token_with_old_use(s, token, now).has_value();
}

void note_token_use(store& s, std::string_view token, instant now) {
  if (auto const found = token_with_old_use(s, token, now)) storage::note_use(s.db(), found->id, now);
}

std::optional<caller> caller_of_manage_token(store& s, std::string_view token) {
  auto const row = row_of_token(token_purpose::manage, token);
  if (!row) return std::nullopt;
  auto const b = storage::find(s.db(), booking_id{*row});
  if (!b || !is_token_of(s.secret(), manage_subject(*b), token)) return std::nullopt;
  return candidate_of{b->id};
}

std::string manage_token_of(store& s, booking const& b) {
  return link_token(s.secret(), manage_subject(b));
}

}  // namespace rehearse
