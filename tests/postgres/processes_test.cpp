// Several processes on one PostgreSQL database: who makes the tables, and who is known to live.
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "tests/postgres/door.hpp"

#include <atomic>
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
