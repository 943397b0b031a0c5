// Organizers; made on first use of `rehearse token organizer EMAIL`. Within a transaction; the thread of its
// connection.
#pragma once

#include "scheduler/rules/organizer.hpp"
#include "scheduler/storage/connection.hpp"

#include <vector>

namespace rehearse::storage {

// Throws constraint_broken where id or address is taken.
void insert(connection& db, organizer const& o);
std::optional<organizer> find(connection& db, organizer_id const& id);
// By address in lower case.
std::optional<organizer> organizer_of_address(connection& db, std::string_view email);

}  // namespace rehearse::storage
