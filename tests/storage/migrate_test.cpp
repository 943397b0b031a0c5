#include "scheduler/storage/migrate.hpp"

#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/open.hpp"
#include "tests/storage/samples.hpp"

#include <sqlite3.h>

namespace rehearse::storage::test {
namespace {

class Migrate : public door {};

TEST_F(Migrate, AFreshDatabaseComesToTheNewestVersionAndTheSecondTimeNothingIsDone) {
  auto const db = sqlite_connection::open(folder_.file("a.db"), access::write);

  EXPECT_EQ(migrate(*db), newest_schema_version());
  EXPECT_EQ(schema_version(*db), newest_schema_version());
  EXPECT_EQ(migrate(*db), 0);
}

TEST_F(Migrate, EveryOlderDatabaseComesToThisVersionWithWhatIsInIt) {
  for (int version = 1; version < newest_schema_version(); ++version) {
    auto const db = sqlite_connection::open(folder_.file("of_" + std::to_string(version) + ".db"), access::write);
    migrate_to(*db, version);
    run(*db, "insert into meta (name, value) values ('kept', 'yes')");

    EXPECT_EQ(migrate(*db), newest_schema_version() - version);

    EXPECT_EQ(schema_version(*db), newest_schema_version());
    EXPECT_EQ(meta(*db, "kept"), "yes");
    auto& known = query(*db, "select count(*) from sqlite_stat1");
    known.step();
    EXPECT_EQ(known.integer(0), 5) << "what the planner is told, from " << version;
  }
}

TEST_F(Migrate, ANewerDatabaseIsRefusedAndLeftAsItIs) {
  auto const path = folder_.file("newer.db");
  {
    auto const db = sqlite_connection::open(path, access::write);
    migrate(*db);
    run(*db, "insert into schema_version (version) values (999)");
  }

  EXPECT_THROW(open({.path = path}), newer_database);

  auto const db = sqlite_connection::open(path, access::read_only);
  EXPECT_EQ(schema_version(*db), 999);
}

TEST_F(Migrate, WhatIsNoDatabaseIsRefused) {
  EXPECT_THROW(open({.path = folder_.file("no/such/folder.db")}), std::runtime_error);
}

TEST_F(Migrate, OtherEnginesAreRefusedInOneLine) {
  for (auto const* url : {"mysql:x", "sqlite:", ""})
    EXPECT_THROW(open_database({.url = url}, chance_, secret_key(secret_)), std::runtime_error) << url;
}

TEST_F(Migrate, WhatIsShownOfAUrlTellsNoSecret) {
  EXPECT_EQ(shown_url("sqlite:/tmp/x.db"), "sqlite:/tmp/x.db");
  EXPECT_EQ(shown_url("postgres://ada:p@ss@db.example.org:5433/rehearse?passfile=x"),
            "postgres://db.example.org:5433/rehearse");
  EXPECT_EQ(shown_url("postgresql:///rehearse?host=/run/postgresql&password=x"), "postgres:///rehearse");
}

TEST_F(Migrate, ConnectionsAreSetUpTheWayWeTrustThem) {
  auto const db = sqlite_connection::open(folder_.file("a.db"), access::write);
  auto const pragma = [&](std::string const& name) {
    auto& s = query(*db, "pragma " + name);
    s.step();
    return s.text(0);
  };

  EXPECT_EQ(pragma("journal_mode"), "wal");
  EXPECT_EQ(pragma("synchronous"), "2");
  EXPECT_EQ(pragma("foreign_keys"), "1");
  EXPECT_EQ(pragma("trusted_schema"), "0");
  EXPECT_THROW(db->prepared("select \"no such column\""), std::runtime_error);
}

// As on a network file system: without shared memory there is no write-ahead log.
TEST_F(Migrate, ADatabaseThatCannotHaveAWriteAheadLogIsRefused) {
  auto* const usual = sqlite3_vfs_find(nullptr);
  sqlite3_vfs_register(sqlite3_vfs_find("unix-dotfile"), 1);

  EXPECT_THROW(sqlite_connection::open(folder_.file("a.db"), access::write), std::runtime_error);

  sqlite3_vfs_register(usual, 1);
  EXPECT_NO_THROW(sqlite_connection::open(folder_.file("b.db"), access::write));
}

}  // namespace
}  // namespace rehearse::storage::test
