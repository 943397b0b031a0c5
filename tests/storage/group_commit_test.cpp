// The door: many jobs, one commit, and nobody is told before it.
#include "scheduler/storage/meta_table.hpp"
#include "tests/storage/samples.hpp"
#include "tests/support/gate.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace rehearse::storage::test {
namespace {

class GroupCommit : public door {};

void note(store& s, std::string const& name) {
  run(s.db(), "insert into meta (name, value) values ($1, 'x')", name);
}

// Collects what the jobs of one test were answered.
class answers {
 public:
  database::done next() {
    auto const place = expected_++;
    return [this, place](std::exception_ptr fault) {
      std::lock_guard const lock(mutex_);
      faults_[place] = fault;
      ++come_;
      changed_.notify_all();
    };
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return come_ == expected_; });
  }
  bool well(std::size_t place) { return faults_.at(place) == nullptr; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<std::exception_ptr, 64> faults_;
  std::size_t expected_ = 0;
  std::size_t come_ = 0;
};

TEST_F(GroupCommit, ARefusalOrAnExceptionUndoesItsOwnJobAlone) {
  auto const db = open({.path = folder_.file("group.db"), .longest_group = 1min});
  rehearse::test::gate shut;
  answers all;
  db->write([&](store&) { return shut.pass(), database::verdict::keep; }, all.next());
  shut.wait_for_somebody();
  auto const commits = db->counted().commits;

  db->write([](store& s) { return note(s, "kept 1"), database::verdict::keep; }, all.next());
  db->write([](store& s) { return note(s, "undone"), database::verdict::undo; }, all.next());
  db->write(
      [](store& s) -> database::verdict {
        note(s, "thrown");
        throw std::logic_error("a bug");
      },
      all.next());
  db->write(
      [](store& s) {
        note(s, "kept 1");  // breaks a constraint
        return database::verdict::keep;
      },
      all.next());
  db->write([](store& s) { return note(s, "kept 2"), database::verdict::keep; }, all.next());
  shut.open();
  all.wait();

  EXPECT_EQ(count(*db, "select count(*) from meta where name like 'kept%'"), 2);
  EXPECT_EQ(count(*db, "select count(*) from meta where name in ('undone', 'thrown')"), 0);
  EXPECT_TRUE(all.well(1) && all.well(2) && all.well(5));
  EXPECT_FALSE(all.well(3) || all.well(4));
  EXPECT_EQ(db->counted().commits, commits + 1);
}

TEST_F(GroupCommit, NobodyIsAnsweredBeforeTheCommit) {
  auto const db = open();
  answers all;
  std::atomic<std::int64_t> seen{-1};
  auto const told = all.next();
  auto const look = [&](std::exception_ptr fault) {
    seen = count(*db, "select count(*) from meta where name <> 'domain'");  // by a reader: it sees what is committed
    told(fault);
  };

  db->write([](store& s) { return note(s, "a"), database::verdict::keep; }, look);
  all.wait();

  EXPECT_EQ(seen, 1);
}

TEST_F(GroupCommit, WhatWasAnsweredIsThereForEveryReader) {
  auto const db = open();
  for (int i = 0; i < 50; ++i) {
    db->write_now([&](store& s) { note(s, "n" + std::to_string(i)); });
    EXPECT_EQ(count(*db, "select count(*) from meta where name <> 'domain'"), i + 1);
  }
}

TEST_F(GroupCommit, ManyThreadsAreAllAnsweredAndCommittedTogether) {
  auto const db = open();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&db, t] {
      for (int i = 0; i < 50; ++i)
        db->write_now([&](store& s) { note(s, std::to_string(t) + "/" + std::to_string(i)); });
    });
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(count(*db, "select count(*) from meta where name <> 'domain'"), 400);
  EXPECT_LT(db->counted().commits, 400u);
}

TEST_F(GroupCommit, ARefusalUndoesUnlessItKeepsItsWrites) {
  auto const db = open();
  auto const refuse = [&](bool keeps) {
    return db->write_now([&](store& s) -> result<int> {
      note(s, keeps ? "kept" : "undone");
      refusal r;
      r.code = errc::booking_limit;
      r.keeps_writes = keeps;
      return r;
    });
  };

  EXPECT_EQ(refuse(true).error().code, errc::booking_limit);
  EXPECT_EQ(refuse(false).error().code, errc::booking_limit);

  EXPECT_EQ(count(*db, "select count(*) from meta where name = 'kept'"), 1);
  EXPECT_EQ(count(*db, "select count(*) from meta where name = 'undone'"), 0);
}

TEST_F(GroupCommit, WhoWaitsIsToldWhereTheTransactionCannotBegin) {
  auto const db = open();
  db->write_now([](store& s) { s.db().execute("pragma query_only = 1"); });  // as a disk that may only be read

  EXPECT_THROW(db->write_now([](store& s) { note(s, "never"); }), database_unavailable);
}

// A job that must be undone has the others of its group run once more, each to the same end.
TEST_F(GroupCommit, WhatIsRunAgainIsAnsweredOnceAndWrittenOnce) {
  auto const db = open({.path = folder_.file("group.db"), .longest_group = 1min});
  rehearse::test::gate shut;
  answers all;
  std::atomic<int> runs{0};
  db->write([&](store&) { return shut.pass(), database::verdict::keep; }, all.next());
  shut.wait_for_somebody();
  db->write([&](store& s) { return ++runs, note(s, "kept"), database::verdict::keep; }, all.next());
  db->write([](store& s) { return note(s, "undone"), database::verdict::undo; }, all.next());

  shut.open();
  all.wait();

  EXPECT_EQ(runs, 2);
  EXPECT_EQ(db->counted().run_again, 3u) << "the one at the gate, too";
  EXPECT_EQ(count(*db, "select count(*) from meta where name in ('kept', 'undone')"), 1);
}

TEST_F(GroupCommit, AJobThatLosesTheTransactionTakesItsGroupWithItAndTheNextGroupIsWell) {
  auto const db = open({.path = folder_.file("group.db"), .longest_group = 1min});
  rehearse::test::gate shut;
  answers all;
  db->write([&](store& s) { return note(s, "with"), shut.pass(), database::verdict::keep; }, all.next());
  shut.wait_for_somebody();
  db->write(
      [](store& s) {
        s.db().execute("rollback");  // as SQLite does by itself when the disk is full
        return database::verdict::keep;
      },
      all.next());
  shut.open();
  all.wait();

  EXPECT_FALSE(all.well(0));
  EXPECT_FALSE(all.well(1));
  EXPECT_EQ(count(*db, "select count(*) from meta where name <> 'domain'"), 0);
  db->write_now([](store& s) { note(s, "after"); });
  EXPECT_EQ(count(*db, "select count(*) from meta where name <> 'domain'"), 1);
}

TEST_F(GroupCommit, AFullQueueRefusesAtOnce) {
  auto const db = open({.path = folder_.file("full.db"), .queued_writes = 2});
  rehearse::test::gate shut;
  answers all;
  db->write([&](store&) { return shut.pass(), database::verdict::keep; }, all.next());
  shut.wait_for_somebody();
  for (int i = 0; i < 2; ++i) db->write([](store&) { return database::verdict::keep; }, all.next());

  EXPECT_THROW(db->write_now([](store& s) { note(s, "too much"); }), database_unavailable);

  EXPECT_EQ(db->counted().refused, 1u);
  shut.open();
  all.wait();
}

TEST_F(GroupCommit, CloseFinishesWhatIsQueuedAndRefusesTheRest) {
  auto const path = folder_.file("closed.db");
  {
    auto const db = open({.path = path});
    rehearse::test::gate shut;
    answers all;
    db->write([&](store&) { return shut.pass(), database::verdict::keep; }, all.next());
    shut.wait_for_somebody();
    for (int i = 0; i < 20; ++i)
      db->write([i](store& s) { return note(s, std::to_string(i)), database::verdict::keep; }, all.next());
    shut.open();
    db->close();
    all.wait();
    EXPECT_THROW(db->write_now([](store& s) { note(s, "late"); }), database_unavailable);
    EXPECT_THROW(db->read_now([](store&) {}), database_unavailable);
  }
  EXPECT_EQ(count(*open({.path = path}), "select count(*) from meta where name <> 'domain'"), 20);
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
}

TEST_F(GroupCommit, AReaderSeesOneMomentAndCannotWrite) {
  auto const db = open();
  auto const seen = db->read_now([&](store& s) {
    auto const counted = [&] {
      auto& rows = query(s.db(), "select count(*) from meta where name <> 'domain'");
      rows.step();
      auto const found = rows.integer(0);
      rows.step();
      return found;
    };
    auto const before = counted();
    db->write_now([](store& other) { note(other, "meanwhile"); });
    return std::pair(before, counted());
  });

  EXPECT_EQ(seen.first, seen.second);
  EXPECT_THROW(db->read_now([](store& s) { note(s, "no"); }), std::runtime_error);
  EXPECT_EQ(count(*db, "select count(*) from meta where name <> 'domain'"), 1);
}

TEST_F(GroupCommit, AReadThatStopsHalfwayHoldsNoSnapshotOpen) {
  auto const db = open({.path = folder_.file("snapshot.db"), .readers = 1});
  db->write_now([](store& s) { note(s, "a"), note(s, "b"); });
  db->read_now([](store& s) { query(s.db(), "select name from meta").step(); });

  db->write_now([](store& s) { note(s, "c"); });

  EXPECT_EQ(count(*db, "select count(*) from meta where name <> 'domain'"), 3);
}

TEST_F(GroupCommit, InMemoryReadsAndWritesShareOneConnection) {
  auto const db = open({.path = ":memory:"});
  db->write_now([](store& s) { note(s, "a"); });

  EXPECT_EQ(count(*db, "select count(*) from meta where name <> 'domain'"), 1);
  EXPECT_THROW(db->read_now([](store& s) { note(s, "no"); }), std::runtime_error);
  db->write_now([](store& s) { note(s, "b"); });
  EXPECT_EQ(count(*db, "select count(*) from meta where name <> 'domain'"), 2);
}

}  // namespace
}  // namespace rehearse::storage::test
