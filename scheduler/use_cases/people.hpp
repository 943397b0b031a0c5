// Who can come in: organizers and volunteers by their addresses, and as the callers they become. Used by sign_in and
// its parts within their transactions.
#pragma once

#include "scheduler/rules/caller.hpp"
#include "scheduler/storage/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rehearse {

// A person as sessions, sign-ins and tokens keep them.
struct person {
  party role = party::volunteer;  // organizer or volunteer
  std::string owner;              // the text of the id
  std::string email;
};

// An organizer of that address (as it was typed), else a volunteer who has not left, else none.
std::optional<person> person_of_address(store& s, std::string_view typed);
// The same of a role and an id: none for one who left.
std::optional<person> person_of_owner(store& s, party role, std::string const& owner);
caller as_caller(person const& who);
// The volunteer that an organizer also is, by the same address; none: they give no interviews, or left.
std::optional<volunteer_id> volunteer_behind(store& s, organizer_id const& who);

}  // namespace rehearse
