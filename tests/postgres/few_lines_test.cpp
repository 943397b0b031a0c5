// A PostgreSQL server that gives fewer lines than are configured.
#include "scheduler/storage/postgres/postgres_lines.hpp"
#include "tests/postgres/door.hpp"

#include <atomic>
#include <set>
#include <thread>

#include <unistd.h>

namespace rehearse::storage::test {
namespace {

// A role of its own, with what the owner may do, that is given so many lines: a superuser would be given any number.
class FewLines : public PostgresDoor {
 protected:
  static constexpr int lines = 3;

  FewLines() {
    elsewhere("create role " + role_ + " login in role rehearse connection limit " + std::to_string(lines));
    few_ = place_.url();
    few_.replace(few_.find("rehearse@"), std::string("rehearse").size(), role_);
  }
  ~FewLines() override { elsewhere("drop role " + role_); }

  std::unique_ptr<database> open_few() {
    return open_postgres({.url = few_, .writers = 8, .readers = 4}, chance_, secret_key(secret_));
  }

  std::string const role_ = "few" + std::to_string(::getpid());
  std::string few_;
};

TEST_F(FewLines, ThatTheServerGivesAreSharedByAllWhoWantOne) {
  auto const db = open_few();
  auto const slowly = [](store& s) { query(s.db(), "select pg_sleep(0.05)").step(); };
  std::atomic<int> done{0};
  std::vector<std::thread> crowd;

  for (int i = 0; i < 12; ++i)
    crowd.emplace_back([&, i] {
      try {
        i % 3 == 0 ? db->read_now(slowly) : db->write_now(slowly);
        ++done;
      } catch (database_unavailable const& refused) {
        ADD_FAILURE() << refused.what();
      }
    });
  for (auto& one : crowd) one.join();

  EXPECT_EQ(done, 12);
  EXPECT_EQ(db->trouble(), "the database gives fewer connections than are configured");
}

TEST_F(FewLines, AreGivenUpToWhatTheProcessCannotDoWithout) {
  auto const db = open_few();
  std::vector<std::thread> crowd;
  auto const slowly = [](store& s) { query(s.db(), "select pg_sleep(0.2)").step(); };
  for (int i = 0; i < lines; ++i) crowd.emplace_back([&] { db->write_now(slowly); });
  for (auto& one : crowd) one.join();

  auto const name = db->process_name();
  auto const is_known = [&] {
    return db->read_now([&](store& s) {
      return query(s.db(), "select 1 where not pg_try_advisory_xact_lock(hashtextextended($1, 0))", name).step();
    });
  };
  for (int i = 0; i < 5000 && !is_known(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(is_known());
  db->write_now([](store& s) { note(s, "goes on"); });
}

TEST_F(FewLines, OwesTheProcessNoLineAnyMoreOnceThatHasOneFromElsewhere) {
  using use = postgres_lines::use;
  postgres_lines all({.url = few_});
  server_watch watch;
  auto const backend = [](postgres_connection& line) {
    auto& s = query(line, "select pg_backend_pid()");
    s.step();
    return s.integer(0);
  };
  auto first = all.take(use::writing, watch, false), second = all.take(use::writing, watch, false);
  std::set const before{backend(*first), backend(*second)};

  all.give_way();  // none is idle
  all.give_way_no_more();
  all.give_back(use::writing, std::move(first));
  all.give_back(use::writing, std::move(second));

  first = all.take(use::writing, watch, false);
  second = all.take(use::writing, watch, false);
  EXPECT_EQ((std::set{backend(*first), backend(*second)}), before);
}

TEST_F(FewLines, ThatAreAllTakenByOthersAreSaidToBeTooMany) {
  auto const db = open_few();
  auto const watching = place_.connect();
  auto const has_lines = [&] {
    return query(*watching, "select 1 from pg_stat_activity where usename = $1", role_).step();
  };
  for (int i = 0; i < 5000 && has_lines(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ASSERT_FALSE(has_lines()) << "it has none until it needs one";
  std::vector<std::unique_ptr<postgres_connection>> others;
  for (int i = 0; i < lines; ++i) others.push_back(postgres_connection::open(few_, {}));

  EXPECT_THROW(db->write_now([](store& s) { note(s, "meanwhile"); }), database_unavailable);
  EXPECT_EQ(db->trouble(), "the database takes no writes now");
  EXPECT_THROW(postgres_connection::open(few_, {}), too_many_lines);
}

}  // namespace
}  // namespace rehearse::storage::test
