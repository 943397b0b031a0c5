// The door to PostgreSQL: jobs that meet each other, and a server that goes away, says no, or says nothing.
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/postgres/postgres_database.hpp"
#include "scheduler/storage/postgres/storable_text.hpp"
#include "scheduler/storage/row.hpp"
#include "tests/support/database/test_database.hpp"
#include "tests/support/gate.hpp"

#include <array>
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

namespace rehearse::storage::test {
namespace {

using rehearse::test::postgres_place;

class PostgresDoor : public testing::Test {
 protected:
  std::unique_ptr<database> open(postgres_options options = {}) {
    options.url = place_.url();
    return open_postgres(options, chance_, secret_key(secret_));
  }
  // What somebody else does on the server meanwhile.
  void elsewhere(std::string const& sql) { place_.connect()->execute(sql); }
  void cut_every_line() {
    elsewhere(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() "
        "and pid <> pg_backend_pid()");
  }
  static std::int64_t number_of(store& s, std::string_view name) {
    return std::stoll(meta(s.db(), name).value_or("0"));
  }

  postgres_place place_;
  seeded_randomness chance_{2026};
  std::array<unsigned char, 32> secret_{};
};

void note(store& s, std::string const& name) {
  run(s.db(), "insert into meta (name, value) values ($1, 'x')", name);
}

TEST_F(PostgresDoor, ARefusalOrAnExceptionUndoesItsOwnJob) {
  auto const db = open();

  db->write_now([](store& s) -> result<void> {
    note(s, "refused");
    return refusal{};
  });
  EXPECT_THROW(db->write_now([](store& s) {
    note(s, "thrown");
    throw std::logic_error("a bug");
  }),
               std::logic_error);
  db->write_now([](store& s) { note(s, "kept"); });

  EXPECT_TRUE(db->read_now([](store& s) { return meta(s.db(), "kept"); }));
  EXPECT_FALSE(db->read_now([](store& s) { return meta(s.db(), "refused"); }));
  EXPECT_FALSE(db->read_now([](store& s) { return meta(s.db(), "thrown"); }));
}

TEST_F(PostgresDoor, BytesThatAreNoTextAreNoFaultAndMeetNothing) {
  using namespace std::string_view_literals;
  EXPECT_EQ(storable_text("aé🙂"), "aé🙂");
  for (auto const bad : {"a\0b"sv, "a\xff\x62"sv, "a\xc0\x62"sv}) EXPECT_EQ(storable_text(bad), "a\xEF\xBF\xBD\x62");
  for (auto const bad : {"\xed\xa0\x80"sv, "\xf4\x90\x80\x80"sv, "\xe2\x82"sv, "\xe0\x80\xaf"sv})
    EXPECT_NO_THROW(query(*place_.connect(), "select 1 from meta where name = $1", bad).step());
  auto const db = open();
  db->write_now([](store& s) { note(s, "a"); });

  EXPECT_FALSE(db->read_now([](store& s) { return meta(s.db(), "a\0b"sv); }));
}

TEST_F(PostgresDoor, AReaderWritesNothing) {
  auto const db = open();

  EXPECT_ANY_THROW(db->read_now([](store& s) { note(s, "written"); }));
  EXPECT_FALSE(db->read_now([](store& s) { return meta(s.db(), "written"); }));
}

TEST_F(PostgresDoor, JobsThatReadAndThenWriteTheSameNeverLoseAChange) {
  auto const db = open({.writers = 6});
  std::vector<std::thread> crowd;
  std::atomic<int> done{0};

  for (int i = 0; i < 6; ++i)
    crowd.emplace_back([&] {
      for (int j = 0; j < 20; ++j) {
        db->write_now([](store& s) {
          s.db().lock("counter");
          set_meta(s.db(), "counter", std::to_string(number_of(s, "counter") + 1));
        });
        ++done;
      }
    });
  for (auto& one : crowd) one.join();

  EXPECT_EQ(done, 120);
  EXPECT_EQ(db->read_now([](store& s) { return number_of(s, "counter"); }), 120);
}

// Nothing is locked: both read before either writes, and the second to commit is run again.
TEST_F(PostgresDoor, AJobBetweenWhoseReadingAndWritingAnotherCameIsRunAgain) {
  auto const db = open();
  db->write_now([](store& s) { set_meta(s.db(), "counter", "1"); });
  rehearse::test::gate both_have_read;
  std::atomic<int> runs{0};
  std::thread slow([&] {
    db->write_now([&](store& s) {
      auto const before = number_of(s, "counter");
      if (++runs == 1) both_have_read.pass();
      set_meta(s.db(), "counter", std::to_string(before + 10));
    });
  });
  both_have_read.wait_for_somebody();

  db->write_now([](store& s) { set_meta(s.db(), "counter", std::to_string(number_of(s, "counter") + 1)); });
  both_have_read.open();
  slow.join();

  EXPECT_EQ(runs, 2);
  EXPECT_EQ(db->read_now([](store& s) { return number_of(s, "counter"); }), 12);
}

// It counted the candidate's bookings as they were before.
TEST_F(PostgresDoor, WhoeverLocksACandidateThatAnotherHadSinceItBeganIsBegunAnew) {
  auto const db = open();
  auto const late = place_.connect();
  late->begin();
  query(*late, "select count(*) from bookings").step();

  db->write_now([](store& s) { lock_candidate(s.db(), "adaeze@example.org"); });

  EXPECT_THROW(lock_candidate(*late, "adaeze@example.org"), came_between);
}

TEST_F(PostgresDoor, TwoWhoLockTheSameDoNotMeet) {
  auto const first = place_.connect();
  auto const second = place_.connect();
  first->begin();
  lock_candidate(*first, "adaeze@example.org");
  second->begin();

  EXPECT_THROW(lock_candidate(*second, "adaeze@example.org"), came_between);
  first->rollback();
  second->rollback();
  second->lock_ahead();
  second->begin();
  EXPECT_NO_THROW(lock_candidate(*second, "adaeze@example.org"));
}

TEST_F(PostgresDoor, WhatBreaksAConstraintIsLookedAtOnceMore) {
  auto const db = open();
  int runs = 0;

  db->write_now([&](store& s) {
    if (++runs == 1) elsewhere("insert into meta (name, value) values ('taken', 'x')");
    if (runs > 1 && meta(s.db(), "taken")) return;
    note(s, "taken");
  });
  EXPECT_EQ(runs, 2);
  EXPECT_THROW(db->write_now([](store& s) { note(s, "taken"); }), constraint_broken);
}

TEST_F(PostgresDoor, ALineThatWasCutIsMadeAnewAndNobodyNotices) {
  auto const db = open();
  db->write_now([](store& s) { note(s, "before"); });
  db->read_now([](store& s) { return mail_is_held(s.db()); });

  cut_every_line();
  db->write_now([](store& s) { note(s, "after"); });
  EXPECT_TRUE(db->read_now([](store& s) { return meta(s.db(), "after"); }));

  int runs = 0;
  db->write_now([&](store& s) {
    note(s, "in the middle");
    if (++runs == 1) cut_every_line();
    note(s, "at the end");
  });
  EXPECT_EQ(runs, 2);
  EXPECT_TRUE(db->read_now([](store& s) { return meta(s.db(), "at the end"); }));
}

TEST_F(PostgresDoor, WhatTheServerDoesNotFinishInTimeIsRefused) {
  auto const db = open({.patience = {.connecting = std::chrono::seconds(30), .answering = std::chrono::seconds(1)}});

  EXPECT_THROW(db->write_now([](store& s) {
    note(s, "slow");
    query(s.db(), "select pg_sleep(30)").step();
  }),
               database_unavailable);
  EXPECT_FALSE(db->read_now([](store& s) { return meta(s.db(), "slow"); }));
}

TEST_F(PostgresDoor, AQueueThatIsFullRefuses) {
  auto const db = open({.writers = 1, .queued_writes = 2});
  rehearse::test::gate shut;
  std::atomic<int> refused{0}, kept{0};
  auto const count = [&](std::exception_ptr fault) { ++(fault ? refused : kept); };
  db->write([&](store&) { return shut.pass(), database::verdict::keep; }, count);
  shut.wait_for_somebody();

  for (int i = 0; i < 5; ++i)
    db->write([i](store& s) { return note(s, std::to_string(i)), database::verdict::keep; }, count);
  EXPECT_EQ(refused, 3);
  shut.open();
  db->close();

  EXPECT_EQ(kept, 3);
  EXPECT_EQ(db->counted().refused, 3u);
}

TEST_F(PostgresDoor, AServerThatTakesNoWritesIsStillReadAndSaysSo) {
  auto const db = open();
  db->write_now([](store& s) { note(s, "before"); });
  elsewhere(
      "do $$ begin execute 'alter database ' || current_database() || "
      "' set default_transaction_read_only = on'; end $$");
  cut_every_line();

  EXPECT_THROW(db->write_now([](store& s) { note(s, "meanwhile"); }), database_unavailable);
  EXPECT_TRUE(db->read_now([](store& s) { return meta(s.db(), "before"); }));
  EXPECT_EQ(db->trouble(), "the database takes no writes now");

  auto const healer = place_.connect();
  healer->execute("set default_transaction_read_only = off");
  healer->execute(
      "do $$ begin execute 'alter database ' || current_database() || "
      "' reset default_transaction_read_only'; end $$");
  for (int i = 0; i < 200 && db->trouble() == "the database takes no writes now"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    try {
      db->write_now([](store& s) { note(s, "after"); });
    } catch (database_unavailable const&) {  // it is not tried at every moment
    }
  }
  EXPECT_TRUE(db->read_now([](store& s) { return meta(s.db(), "after"); }));
}

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

TEST_F(PostgresDoor, AServerThatIsNotThereIsSaidInOneLine) {
  try {
    open_postgres({.url = "postgres://nobody@127.0.0.1:1/nothing"}, chance_, secret_key(secret_));
    FAIL();
  } catch (std::runtime_error const& said) {
    EXPECT_EQ(std::string(said.what()).find('\n'), std::string::npos);
    EXPECT_TRUE(std::string(said.what()).starts_with("PostgreSQL: ")) << said.what();
  }
}

TEST_F(PostgresDoor, AServerThatDoesNotSyncIsSaidAloud) {
  auto const db = open();

  EXPECT_TRUE(db->trouble().value_or("").starts_with("fsync is off"));  // as the tests' own server is run
  auto const line = place_.connect();
  auto& s = query(*line, "select current_setting('synchronous_commit')");
  s.step();
  EXPECT_EQ(s.text(0), "on");
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
  for (int i = 0; i < 100 && !absent().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));

  EXPECT_TRUE(absent().empty());
  them->close();
  for (int i = 0; i < 100 && absent().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(absent(), std::vector{name});
}

}  // namespace
}  // namespace rehearse::storage::test
