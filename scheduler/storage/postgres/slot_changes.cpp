#include "scheduler/storage/postgres/slot_changes.hpp"

#include "scheduler/storage/row.hpp"

namespace rehearse::storage {
namespace {

// One statement, so that all of it is of one snapshot. What was not visible then: of transactions that began later, or
// were still open. In words that the index answers, however long another application keeps a transaction open.
constexpr auto* look =
    "select pg_current_snapshot()::text, "
    "case when exists (select 1 from slot_changes_removed where before > pg_snapshot_xmin($1::pg_snapshot)) "
    "then 1 else 0 end, "
    "case when pg_is_in_recovery() then 1 else 0 end, "
    "case when c.made_by is null then 0 else 1 end, c.volunteer_id "
    "from (select 1) one left join (select made_by, volunteer_id from slot_changes "
    "where made_by >= pg_snapshot_xmax($1::pg_snapshot) "
    "or made_by = any (array(select pg_snapshot_xip($1::pg_snapshot)))) c on true";

void add_change(changes& to, row r) {
  if (r.number() == 0) return;
  if (r.is_null())
    to.interview_types = true;
  else
    to.volunteers.push_back({r.text()});
}

}  // namespace

look_at_changes look_at_slot_changes(connection& db, std::string const& last_moment) {
  look_at_changes found;
  auto& s = query(db, look, last_moment);
  while (s.step()) {
    row r(s);
    found.moment = r.text();
    found.missed_something = r.number() == 1;
    found.is_of_a_standby = r.number() == 1;
    add_change(found.committed, r);
  }
  return found;
}

std::string moment_now(connection& db) {
  auto& s = query(db, "select pg_current_snapshot()::text");
  s.step();
  return s.text(0);
}

void remove_slot_changes(connection& db, std::string const& before) {
  run(db,
      "with removed as (delete from slot_changes where made_by < pg_snapshot_xmin($1::pg_snapshot)) "
      "update slot_changes_removed set before = greatest(before, pg_snapshot_xmin($1::pg_snapshot))",
      before);
}

}  // namespace rehearse::storage
