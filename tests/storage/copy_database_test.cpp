#include "scheduler/storage/copy_database.hpp"

#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/row.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "tests/support/database/test_database.hpp"

#include <set>

#include <gtest/gtest.h>

namespace rehearse::storage::test {
namespace {

using names = std::set<std::string>;

// What is no memory of the programme's: of what version the tables are; whom candidates wait behind, and what other
// processes of the same database are told; and what SQLite keeps for itself.
names const stays_behind = {"schema_version",       "candidate_turns", "slot_changes",
                            "slot_changes_removed", "sqlite_sequence", "sqlite_stat1"};

names tables_in(connection& db) {
  auto& s = db.engine() == engine_kind::sqlite
                ? query(db, "select name from sqlite_master where type = 'table'")
                : query(db,
                        "select table_name from information_schema.tables "
                        "where table_schema = current_schema() and table_type = 'BASE TABLE'");
  auto const all = all_rows(s, [](row r) { return r.text(); });
  return {all.begin(), all.end()};
}

names copied_of(connection& db) {
  names all;
  db.begin();
  for (auto const& content : content_of(db)) all.insert(content.table);
  db.execute("rollback");
  return all;
}

names without(names all, names const& others) {
  std::erase_if(all, [&](auto const& name) { return others.contains(name); });
  return all;
}

// A migration that makes a table says by this whether it goes along.
TEST(CopyDatabase, TakesEveryTableThatIsThere) {
  if (rehearse::test::on_postgres()) {
    rehearse::test::postgres_place const place;
    auto const db = place.connect();
    EXPECT_EQ(copied_of(*db), without(tables_in(*db), stays_behind));
    return;
  }
  auto const db = sqlite_connection::open(":memory:", access::write);
  migrate(*db);

  EXPECT_EQ(copied_of(*db), without(tables_in(*db), stays_behind));
}

}  // namespace
}  // namespace rehearse::storage::test
