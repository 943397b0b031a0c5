#include "tests/storage/query_plans.hpp"

#include <algorithm>
#include <array>

namespace rehearse::storage::test {
namespace {

// A programme has a handful of each of these.
constexpr std::array<std::string_view, 6> small = {"interview_types", "policies",   "programme",
                                                   "organizers",      "api_tokens", "schema_version"};

bool is_planned(std::string_view sql) {
  // is_empty stops at the first row.
  return (sql.starts_with("select") || sql.starts_with("update") || sql.starts_with("delete") ||
          sql.starts_with("insert")) &&
         !sql.starts_with("select 1 where exists");
}

bool is_scan_of_something_big(std::string const& step) {
  if (!step.starts_with("SCAN ") || step.starts_with("SCAN CONSTANT ROW")) return false;
  auto const table = step.substr(5, step.find(' ', 5) - 5);
  return std::find(small.begin(), small.end(), table) == small.end();
}

}  // namespace

std::vector<std::string> scans_in(sqlite_connection& db) {
  std::vector<std::string> found;
  for (auto const& sql : db.statements()) {
    if (!is_planned(sql)) continue;
    auto& plan = db.prepared("explain query plan " + sql);
    while (plan.step())
      if (is_scan_of_something_big(plan.text(3))) found.push_back(plan.text(3) + ": " + sql);
  }
  return found;
}

}  // namespace rehearse::storage::test
