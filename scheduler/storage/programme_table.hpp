// The programme's own settings: one row, there from the first migration on. Within a transaction; the thread of its
// connection.
#pragma once

#include "scheduler/rules/programme.hpp"
#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

programme find_programme(connection& db);
// Writes the whole of it; the caller raises `revision`.
void update(connection& db, programme const& settings);

}  // namespace rehearse::storage
