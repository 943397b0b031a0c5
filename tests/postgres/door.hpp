// A door to a PostgreSQL database of the test's own, and what others do on that server meanwhile.
#pragma once

#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/postgres/postgres_database.hpp"
#include "scheduler/storage/row.hpp"
#include "tests/support/database/test_database.hpp"

#include <array>
#include <thread>

#include <gtest/gtest.h>

namespace rehearse::storage::test {

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
  // Until the server has no such process any more.
  void await_end_of(std::int64_t backend) {
    auto const watching = place_.connect();
    for (int i = 0; i < 5000; ++i) {
      if (!query(*watching, "select 1 from pg_stat_activity where pid = $1", backend).step()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ADD_FAILURE() << "the server does not end its process";
  }
  static std::int64_t number_of(store& s, std::string_view name) {
    return std::stoll(meta(s.db(), name).value_or("0"));
  }

  postgres_place place_;
  seeded_randomness chance_{2026};
  std::array<unsigned char, 32> secret_{};
};

inline void note(store& s, std::string const& name) {
  run(s.db(), "insert into meta (name, value) values ($1, 'x')", name);
}

}  // namespace rehearse::storage::test
