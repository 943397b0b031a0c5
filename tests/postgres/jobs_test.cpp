// Jobs at the door to PostgreSQL: each is a transaction, and where two meet, one runs again.
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/postgres/storable_text.hpp"
#include "tests/postgres/door.hpp"
#include "tests/support/gate.hpp"

#include <atomic>
#include <thread>

namespace rehearse::storage::test {
namespace {

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
  EXPECT_EQ(db->counted().run_again, 1u);
  EXPECT_EQ(db->read_now([](store& s) { return number_of(s, "counter"); }), 12);
}

// It counted the candidate's bookings as they were before.
TEST_F(PostgresDoor, WhoeverLocksACandidateThatAnotherHadSinceItBeganIsBegunAnew) {
  auto const db = open();
  auto const late = place_.connect();
  late->begin();
  query(*late, "select count(*) from bookings").step();

  db->write_now([](store& s) { lock_candidate(s.db(), "adaeze@example.org"); });

  EXPECT_THROW(
      {
        lock_candidate(*late, "adaeze@example.org");
        late->commit();
      },
      came_between);
}

TEST_F(PostgresDoor, TwoWhoLockTheSameDoNotMeet) {
  auto const first = place_.connect();
  auto const second = place_.connect();
  first->begin();
  lock_candidate(*first, "adaeze@example.org");
  second->begin();

  EXPECT_THROW(
      {
        lock_candidate(*second, "adaeze@example.org");
        second->commit();
      },
      came_between);
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

}  // namespace
}  // namespace rehearse::storage::test
