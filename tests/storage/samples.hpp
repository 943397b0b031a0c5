// What the storage tests stand on: a database in memory, in a folder of its own or of PostgreSQL, and values drawn from
// a seed that is printed when a test fails.
#pragma once

#include "scheduler/rules/mail.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "scheduler/storage/sqlite/sqlite_database.hpp"
#include "tests/support/database/test_database.hpp"

#include <array>
#include <filesystem>

#include <gtest/gtest.h>

namespace rehearse::storage::test {

inline constexpr instant noon = date::sys_days{date::year{2026} / 11 / 2} + 12h;

// REHEARSE_SEED, or the one that every run without it has.
std::uint64_t seed();

class drawn {
 public:
  explicit drawn(randomness& chance) : chance_(chance) {}

  int number(int below) { return static_cast<int>(random_below(chance_, static_cast<std::uint64_t>(below))); }
  bool flag() { return number(2) == 1; }
  // Letters of several alphabets, quotes, line breaks: what a text column must keep as it is.
  std::string text();
  template <class Id>
  Id id() {
    return Id{random_id(chance_, Id::prefix())};
  }
  template <class T>
  T one_of(std::initializer_list<T> values) {
    return *(values.begin() + number(static_cast<int>(values.size())));
  }
  instant time() { return noon + minutes(number(100000)); }

 private:
  randomness& chance_;
};

volunteer some_volunteer(drawn& d);
interview_type some_type(drawn& d);
policy some_policy(drawn& d);
booking some_booking(drawn& d, volunteer_id const& who, slug const& type);
mail some_mail(drawn& d);
occupation some_occupation(drawn& d, booking_id const& of, instant start);

// A migrated database, inside a transaction of its own like any job's.
class table : public testing::Test {
 protected:
  table();
  // Looks at the plan of every statement that the test prepared.
  void TearDown() override;

  // Writes a volunteer, a type, and a booking of both.
  volunteer add_volunteer();
  booking add_booking(volunteer const& who, instant start = noon);

  // Undoes what the work did where it threw, and passes that on: a transaction of PostgreSQL is of no use after an
  // error.
  template <class Work>
  void alone(Work work) {
    db_->execute("savepoint alone");
    try {
      work();
    } catch (...) {
      db_->execute("rollback to alone");
      throw;
    }
    db_->execute("release alone");
  }
  void execute_alone(std::string const& sql) {
    alone([&] { db_->execute(sql); });
  }

  std::optional<rehearse::test::postgres_place> place_;  // outlives the connection
  std::unique_ptr<connection> db_;
  seeded_randomness chance_;
  drawn d_;
  slug type_ = "coding-60";
};

// A folder that goes when the test ends.
class folder {
 public:
  folder();
  ~folder();
  std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// A database in a file, opened through the door.
class door : public testing::Test {
 protected:
  std::unique_ptr<database> open(sqlite_options options = {});
  // How many rows `sql` counts, read anew.
  static std::int64_t count(database& db, std::string_view sql);

  folder folder_;
  seeded_randomness chance_{seed()};
  std::array<unsigned char, 32> secret_{};
};

}  // namespace rehearse::storage::test
