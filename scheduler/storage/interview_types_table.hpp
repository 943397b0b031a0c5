// Interview types, by their slugs. Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/rules/interview_type.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

// Throws constraint_broken where the slug is taken.
void insert(connection& db, interview_type const& t);
std::optional<interview_type> find_interview_type(connection& db, slug const& id);
// Writes the whole of it; the caller raises `revision`. Throws std::logic_error where there is none.
void update(connection& db, interview_type const& t);
// All of them (a programme has a handful), by slug.
std::vector<interview_type> all_interview_types(connection& db);

}  // namespace rehearse::storage
