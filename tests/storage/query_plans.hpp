// Reads the plan of every statement that a test prepared: none may walk through a table that grows.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <vector>

namespace rehearse::storage::test {

// One line for each statement that scans a table which grows; empty: all is well. Called after each test of the
// fixture `table`, so that no statement needs to be listed anywhere.
std::vector<std::string> scans_in(connection& db);

}  // namespace rehearse::storage::test
