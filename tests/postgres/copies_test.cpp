// Several processes on one PostgreSQL database: what one of them keeps of slots is never more than a second behind what
// another committed, whether it hears of it or not.
#include "scheduler/storage/postgres/postgres_database.hpp"
#include "tests/use_cases/busy_programme.hpp"

#include <thread>

namespace rehearse::test {
namespace {

constexpr int rounds = 3;
constexpr int steps = 12;

class AnotherProcess : public testing::Test {
 protected:
  void SetUp() override { open({}); }
  void TearDown() override { them_->close(); }

  void open(postgres_options options) {
    auto& w = programme_.its_world();
    options.url = w.place().url();
    them_ = open_postgres(options, w.chance(), secret_key(w.secret()));
    them_->keep(copies_);
  }
  void live_a_while() {
    static_cast<void>(programme_.told(*them_));  // so that it has copies of what will change
    for (int step = 0; step < steps; ++step) programme_.live_a_step();
  }
  // A list that begins a second after the last change.
  std::vector<std::string> told_in_time() {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    return programme_.told(*them_);
  }

  busy_programme programme_;
  storage::volunteer_snapshots copies_{programme_.its_world().clock()};
  std::unique_ptr<database> them_;
};

TEST_F(AnotherProcess, ListsWhatOneCommittedWithinASecond) {
  for (int round = 0; round < rounds; ++round) {
    live_a_while();

    ASSERT_EQ(told_in_time(), programme_.fresh()) << "round " << round;
  }
}

// Every look waits for this lock; whoever books does not.
TEST_F(AnotherProcess, ListsItWithinASecondWhereItHearsOfNothing) {
  auto const deaf = programme_.its_world().place().connect();
  for (int round = 0; round < rounds; ++round) {
    deaf->execute("begin; lock table slot_changes_removed in access exclusive mode");
    live_a_while();

    EXPECT_EQ(told_in_time(), programme_.fresh()) << "round " << round;
    deaf->execute("rollback");
    EXPECT_EQ(told_in_time(), programme_.fresh()) << "round " << round << ", once it hears again";
  }
}

TEST_F(AnotherProcess, ListsItWithinASecondOfLosingItsLine) {
  for (int round = 0; round < rounds; ++round) {
    live_a_while();
    programme_.its_world().place().connect()->execute(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()");
    programme_.live_a_step();

    EXPECT_EQ(told_in_time(), programme_.fresh()) << "round " << round;
  }
}

// Behind everybody's back: no trigger tells of it. One look is enough here, however late a busy machine is to the next.
TEST_F(AnotherProcess, AsksTheTablesForNothingThatDidNotChange) {
  them_->close();
  open({.trusted_for = std::chrono::hours(1)});
  auto const other = programme_.its_world().place().connect();
  other->execute("set session_replication_role = replica");
  bool was_kept = false;
  for (int i = 0; i < 40 && !was_kept; ++i) {
    auto const told = programme_.told(*them_);
    other->execute("update volunteers set name = name || 'x'");
    was_kept = programme_.told(*them_) == told;
    if (!was_kept) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }

  EXPECT_TRUE(was_kept);
}

}  // namespace
}  // namespace rehearse::test
