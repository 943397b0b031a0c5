// The database that the tests run on: SQLite in memory, or, with REHEARSE_TEST_DATABASE=postgres, a PostgreSQL server
// of the test program's own (tests/support/postgres_server.py), started when it is first wanted and gone with the
// program; or, with =rerunning, SQLite that runs every job twice (rerunning_database). Any thread.
#pragma once

#include "config/randomness.hpp"
#include "scheduler/storage/database.hpp"
#include "scheduler/storage/postgres/postgres_connection.hpp"

#include <memory>
#include <string>

namespace rehearse::test {

bool on_postgres();
// The same, or one that runs its jobs twice.
std::unique_ptr<database> as_asked(std::unique_ptr<database> sqlite);

// A PostgreSQL database that nobody else has while this lives, migrated and empty; or empty of everything.
class postgres_place {
 public:
  enum class filled { with_tables, with_nothing };
  explicit postgres_place(filled how = filled::with_tables);
  ~postgres_place();
  postgres_place(postgres_place const&) = delete;
  postgres_place& operator=(postgres_place const&) = delete;

  std::string const& url() const { return url_; }
  std::unique_ptr<storage::postgres_connection> connect() const;

 private:
  std::string name_;
  std::string url_;
  bool is_spoilt_ = false;
};

}  // namespace rehearse::test
