#include "tests/storage/query_plans.hpp"

#include "scheduler/storage/postgres/postgres_connection.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

namespace rehearse::storage::test {
namespace {

// A programme has a handful of each of these.
constexpr std::array<std::string_view, 8> small = {
    "interview_types", "policies",       "programme",     "organizers",
    "api_tokens",      "schema_version", "sqlite_master", "slot_changes_removed"};

// As long as what is to be done.
constexpr std::array<std::string_view, 6> partial = {
    "bookings_by_reference", "bookings_pending", "occupations_running_out",
    "outbox_leased",         "outbox_tried",     "outbox_to_leave_at_once"};

bool is_planned(std::string_view sql) {
  // is_empty stops at the first row.
  return (sql.starts_with("select") || sql.starts_with("update") || sql.starts_with("delete") ||
          sql.starts_with("insert") || sql.starts_with("with")) &&
         !sql.starts_with("select 1 where exists");
}

bool is_scan_of_something_big(std::string const& step) {
  if (!step.starts_with("SCAN ") || step.find(" CONSTANT ROW") != step.npos) return false;
  if (step == "SCAN asked") return false;  // what the statement itself lists
  auto const table = step.substr(5, step.find(' ', 5) - 5);
  auto const index = step.substr(step.rfind(' ') + 1);
  return std::ranges::find(small, table) == small.end() && std::ranges::find(partial, index) == partial.end();
}

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

// A plan made without looking at the values, by a planner that would rather do anything than read a whole table.
boost::json::value plan_of(postgres_connection& db, std::string const& name, int parameters) {
  std::string nulls;
  for (int i = 0; i < parameters; ++i) nulls += i == 0 ? "(null" : ", null";
  if (!nulls.empty()) nulls += ")";
  auto& plan = db.prepared("explain (format json) execute " + name + nulls);
  plan.step();
  return boost::json::parse(plan.text(0)).at(0).at("Plan");
}

// Reads a big table, or a whole index of it, from end to end.
void find_scans(boost::json::value const& node, std::vector<std::string>& found) {
  auto const& members = node.as_object();
  auto const text = [&](char const* name) {
    return members.contains(name) ? std::string(members.at(name).as_string()) : std::string();
  };
  auto const kind = text("Node Type");
  bool const whole_table = kind == "Seq Scan";
  bool const whole_index = kind.find("Index") != kind.npos && !members.contains("Index Cond") &&
                           std::ranges::find(partial, text("Index Name")) == partial.end();
  auto const table = text("Relation Name");
  // The server's own tables do not grow with ours.
  bool const is_small = std::ranges::find(small, table) != small.end() || table.starts_with("pg_");
  if ((whole_table || whole_index) && !is_small)
    found.push_back(kind + " " + (table.empty() ? text("Index Name") : table));
  if (!members.contains("Plans")) return;
  for (auto const& below : members.at("Plans").as_array()) find_scans(below, found);
}

std::vector<std::string> scans_in(postgres_connection& db) {
  std::vector<std::string> found;
  db.execute("set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off");
  auto& all = db.prepared("select name, statement, cardinality(parameter_types) from pg_prepared_statements");
  while (all.step()) {
    if (!is_planned(all.text(1))) continue;
    std::vector<std::string> scans;
    find_scans(plan_of(db, all.text(0), static_cast<int>(all.integer(2))), scans);
    for (auto const& scan : scans) found.push_back(scan + ": " + all.text(1));
  }
  return found;
}

}  // namespace

std::vector<std::string> scans_in(connection& db) {
  if (auto* const sqlite = dynamic_cast<sqlite_connection*>(&db)) return scans_in(*sqlite);
  return scans_in(dynamic_cast<postgres_connection&>(db));
}

}  // namespace rehearse::storage::test
