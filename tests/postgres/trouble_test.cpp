// A PostgreSQL server that goes away, says no, says nothing, or cannot be trusted.
#include "tests/postgres/door.hpp"

#include <csignal>
#include <functional>
#include <list>
#include <optional>
#include <thread>

namespace rehearse::storage::test {
namespace {

// Until it is done: a server in trouble is not tried at every moment.
void insist(database& db, std::function<void(store&)> const& job) {
  for (int i = 0; i < 5000; ++i) try {
      return db.write_now(job);
    } catch (database_unavailable const&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  ADD_FAILURE() << "it was never done";
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

// The server ends a line on which nothing comes in the middle of a transaction, as after a suspend of our machine: what
// is asked next finds that out, or the commit does.
TEST_F(PostgresDoor, AJobWhoseIdleTransactionTheServerEndedRunsAgainOnANewLine) {
  auto const db = open({.writers = 1});
  int runs = 0;
  auto const idle_the_first_time = [&](store& s) {
    if (++runs > 1) return;
    s.db().execute("set local idle_in_transaction_session_timeout = '20ms'");
    auto& own = query(s.db(), "select pg_backend_pid()");
    own.step();
    await_end_of(own.integer(0));
  };

  db->write_now([&](store& s) {
    idle_the_first_time(s);
    EXPECT_FALSE(meta(s.db(), "asks"));
    note(s, "asks");
  });
  EXPECT_EQ(std::exchange(runs, 0), 2);
  db->write_now([&](store& s) {
    note(s, "commits");
    idle_the_first_time(s);
  });
  EXPECT_EQ(std::exchange(runs, 0), 2);
  db->write_now([](store& s) { note(s, "goes on"); });

  for (auto const* name : {"asks", "commits", "goes on"})
    EXPECT_TRUE(db->read_now([&](store& s) { return meta(s.db(), name); })) << name;
  EXPECT_FALSE(db->trouble().value_or("").starts_with("the database is not"));
}

TEST_F(PostgresDoor, WhatTheServerDoesNotFinishInTimeIsRefused) {
  auto const db = open({.patience = {.connecting = std::chrono::seconds(30), .answering = std::chrono::seconds(3)}});

  EXPECT_THROW(db->write_now([](store& s) {
    note(s, "slow");
    query(s.db(), "select pg_sleep(30)").step();
  }),
               database_unavailable);
  EXPECT_FALSE(db->read_now([](store& s) { return meta(s.db(), "slow"); }));
}

// A process of the server that is stopped, as all are where its machine hangs, until this is over.
class stopped {
 public:
  explicit stopped(std::int64_t process) : process_(static_cast<pid_t>(process)) {
    EXPECT_EQ(::kill(process_, SIGSTOP), 0) << process_;
  }
  ~stopped() { ::kill(process_, SIGCONT); }
  stopped(stopped const&) = delete;
  stopped& operator=(stopped const&) = delete;

 private:
  pid_t const process_;
};

class SilentServer : public PostgresDoor {
 protected:
  using steady = std::chrono::steady_clock;
  static constexpr unsigned writers = 3;
  static constexpr std::chrono::seconds connecting{5}, answering{3}, after_that{2};

  std::unique_ptr<database> open_impatiently() {
    return open({.writers = writers, .patience = {.connecting = connecting, .answering = answering}});
  }
  static std::int64_t number(connection& db, std::string const& sql) {
    auto& s = query(db, sql);
    s.step();
    return s.integer(0);
  }
  static std::int64_t own_backend(store& s) { return number(s.db(), "select pg_backend_pid()"); }
  // As many as may write.
  static void make_lines(database& db) {
    std::vector<std::thread> all;
    for (unsigned i = 0; i < writers; ++i)
      all.emplace_back([&] { db.write_now([](store& s) { query(s.db(), "select pg_sleep(0.3)").step(); }); });
    for (auto& one : all) one.join();
  }
  // Those that serve our lines, and the one that would make more; but for that of the question.
  std::vector<std::int64_t> processes() {
    auto const asking = place_.connect();
    auto& s = query(*asking,
                    "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
                    "union all select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint");
    return all_rows(s, [](row r) { return r.big(); });
  }
};

TEST_F(SilentServer, IsGivenUpTwoSecondsAfterItsTimeAndTheJobRunsAgainOnAnotherLine) {
  auto const db = open_impatiently();
  std::optional<stopped> mute;
  int runs = 0;

  auto const began = steady::now();
  db->write_now([&](store& s) {
    if (++runs == 1) mute.emplace(own_backend(s));
    note(s, "said");
  });

  EXPECT_EQ(runs, 2);
  EXPECT_GE(steady::now() - began, answering + after_that);
  EXPECT_TRUE(db->read_now([](store& s) { return meta(s.db(), "said"); }));
}

// Its lines that are idle are not tried one after the other, each for as long as the first: no job begins on one.
TEST_F(SilentServer, ThatTakesNoNewLineEitherIsRefusedAtOnceFromThenOnAndGoneBackToWhenItSpeaks) {
  auto const db = open_impatiently();
  make_lines(*db);
  std::list<stopped> mute;
  for (auto const process : processes()) mute.emplace_back(process);
  int begun = 0;
  auto const is_refused = [&] {
    EXPECT_THROW(db->write_now([&](store& s) {
      ++begun;
      note(s, "meanwhile");
    }),
                 database_unavailable);
  };

  auto const began = steady::now();
  is_refused();
  // libpq counts what it has for connecting in whole seconds of the day.
  EXPECT_GE(steady::now() - began, answering + after_that + connecting - std::chrono::seconds(1));
  is_refused();
  EXPECT_EQ(begun, 1) << "on the line that was tried first";
  EXPECT_EQ(db->trouble(), "the database takes no writes now");

  mute.clear();
  insist(*db, [](store& s) { note(s, "after"); });
  EXPECT_TRUE(db->read_now([](store& s) { return meta(s.db(), "after"); }));
  EXPECT_FALSE(db->read_now([](store& s) { return meta(s.db(), "meanwhile"); }));
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
  insist(*db, [](store& s) { EXPECT_TRUE(meta(s.db(), "before")); });
  EXPECT_EQ(db->trouble(), "the database takes no writes now") << "a job that wrote nothing is no proof of writes";

  auto const healer = place_.connect();
  healer->execute("set default_transaction_read_only = off");
  healer->execute(
      "do $$ begin execute 'alter database ' || current_database() || "
      "' reset default_transaction_read_only'; end $$");
  insist(*db, [](store& s) { note(s, "after"); });
  EXPECT_NE(db->trouble(), "the database takes no writes now");
  EXPECT_TRUE(db->read_now([](store& s) { return meta(s.db(), "after"); }));
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

}  // namespace
}  // namespace rehearse::storage::test
