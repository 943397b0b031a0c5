// Policies, by their slugs; `standard` is there from the first migration on. Within a transaction; the thread of its
// connection.
#pragma once

#include "scheduler/rules/ids.hpp"
#include "scheduler/rules/policy.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

// Throws constraint_broken where the slug is taken.
void insert(connection& db, named_policy const& p);
std::optional<named_policy> find_policy(connection& db, slug const& id);
// Writes the whole of it; the caller raises `revision`. Throws std::logic_error where there is none.
void update(connection& db, named_policy const& p);
// All of them, by slug.
std::vector<named_policy> all_policies(connection& db);

}  // namespace rehearse::storage
