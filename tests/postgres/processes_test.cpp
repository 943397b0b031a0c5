// Several processes on one PostgreSQL database: who makes the tables, and who is known to live.
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "tests/postgres/door.hpp"

#include <atomic>
#include <set>
#include <thread>

namespace rehearse::storage::test {
namespace {

TEST_F(PostgresDoor, ProcessesThatStartTogetherMigrateOnce) {
  postgres_place const empty(postgres_place::filled::with_nothing);
  std::vector<std::thread> crowd;
  std::atomic<int> opened{0};

  for (int i = 0; i < 4; ++i)
    crowd.emplace_back([&] {
      open_postgres({.url = empty.url()}, chance_, secret_key(secret_));
      ++opened;
    });
  for (auto& one : crowd) one.join();

  EXPECT_EQ(opened, 4);
  EXPECT_EQ(schema_version(*empty.connect()), newest_schema_version());
}

// What an old process does whose transaction lasts: it has the last table, and comes to those before it later.
TEST_F(PostgresDoor, AMigrationWaitsForWhoeverStillServesAndComesBackUntilItIsItsTurn) {
  postgres_place const place(postgres_place::filled::with_nothing);
  migrate_to(*place.connect(), 1);
  auto const serving = place.connect();
  auto const waits_since = [watching = place.connect()] {
    auto& s = query(*watching,
                    "select query_start::text from pg_stat_activity "
                    "where wait_event_type = 'Lock' and datname = current_database()");
    return s.step() ? s.text(0) : std::string();
  };
  serving->begin();
  run(*serving, "delete from outbox where id = ''");
  run(*serving, "insert into audit (id, at, who, what, subjects) values ('au_1', 1, 'system', 'test', '[]')");

  std::thread upgrade([&] { migrate(*place.connect()); });
  std::set<std::string> waited;
  for (int i = 0; i < 5000 && waited.size() < 2; ++i) {
    if (auto since = waits_since(); !since.empty()) waited.insert(std::move(since));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(schema_version(*place.connect()), 1);
  run(*serving, "delete from occupations where id = ''");
  run(*serving, "update volunteers set revision = revision where id = ''");
  serving->execute("commit");
  upgrade.join();

  EXPECT_EQ(waited.size(), 2u);
  EXPECT_EQ(schema_version(*place.connect()), newest_schema_version());
  EXPECT_TRUE(query(*place.connect(), "select 1 from audit where id = 'au_1'").step());
}

TEST_F(PostgresDoor, AnUpToDateDatabaseThatTakesNoWritesIsOpenedAndAnOlderOneSaysWhatItWaitsFor) {
  postgres_place const older(postgres_place::filled::with_nothing);
  migrate_to(*older.connect(), 1);
  auto const read_only = [](std::string const& url) {
    return url + "&options=-c%20default_transaction_read_only%3Don";
  };
  open();

  auto const db = open_postgres({.url = read_only(place_.url())}, chance_, secret_key(secret_));
  EXPECT_FALSE(db->read_now([](store& s) { return mail_is_held(s.db()); }));
  try {
    open_postgres({.url = read_only(older.url())}, chance_, secret_key(secret_));
    ADD_FAILURE() << "it was opened";
  } catch (std::runtime_error const& said) {
    EXPECT_TRUE(std::string(said.what()).starts_with("the database takes no writes now, and its tables"))
        << said.what();
  }
}

TEST_F(PostgresDoor, ANewerDatabaseIsRefused) {
  postgres_place const newer(postgres_place::filled::with_nothing);
  auto const db = newer.connect();
  migrate(*db);
  run(*db, "insert into schema_version (version) values (999)");

  EXPECT_THROW(open_postgres({.url = newer.url()}, chance_, secret_key(secret_)), newer_database);
}

TEST_F(PostgresDoor, AProcessIsKnownToLiveAsLongAsItDoes) {
  auto const us = open();
  auto them = open();
  auto const name = them->process_name();
  EXPECT_NE(name, us->process_name());
  us->write_now([&](store& s) {
    run(s.db(),
        "insert into outbox (id, kind, to_side, recipient, booking_sequence, detail, urgent, written_at, due, "
        "useless_after, state, attempts, leased_by, smtp_code, answer) values ('ml_a', 'invitation', 'volunteer', "
        "'a@example.org', 0, '{}', 0, 0, 0, 0, 'leased', 1, $1, 0, '')",
        name);
  });
  auto const absent = [&] { return us->read_now([&](store& s) { return absent_owners(s.db(), us->process_name()); }); };
  for (int i = 0; i < 5000 && !absent().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));

  EXPECT_TRUE(absent().empty());
  them->close();
  for (int i = 0; i < 5000 && absent().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(absent(), std::vector{name});
}

}  // namespace
}  // namespace rehearse::storage::test
