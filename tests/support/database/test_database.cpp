#include "tests/support/database/test_database.hpp"

#include "scheduler/storage/migrate.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/database/rerunning_database.hpp"
#include "tests/support/tree.hpp"

#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace rehearse::test {
namespace {

constexpr storage::postgres_patience long_patience{std::chrono::seconds(60), std::chrono::seconds(60)};

// One for each test program. Its databases are used again and again: cleaning one is quicker than making one.
class own_server {
 public:
  own_server()
      : child_({"/usr/bin/python3", "-B", in_source_tree("tests/support/postgres_server.py")}),
        url_(child_.read_line(std::chrono::minutes(3))) {}

  std::string url_of(std::string const& name) const {
    auto url = url_;
    return url.replace(url.find("NAME"), 4, name);
  }

  // A clean one with tables.
  std::string take() {
    std::lock_guard const lock(mutex_);
    if (free_.empty()) return make();
    auto const name = free_.back();
    free_.pop_back();
    clean(*storage::postgres_connection::open(url_of(name), long_patience));
    return name;
  }
  void give_back(std::string name) {
    std::lock_guard const lock(mutex_);
    free_.push_back(std::move(name));
  }
  std::string make_empty() {
    std::lock_guard const lock(mutex_);
    return make_named("template0");
  }

 private:
  std::string make_named(std::string const& pattern) {
    auto const name = "test_" + std::to_string(++made_);
    auto const at = storage::postgres_connection::open(url_of("postgres"), long_patience);
    at->execute("create database " + name + " template " + pattern);
    return name;
  }
  std::string make() {
    auto name = make_named("template0");
    storage::migrate(*storage::postgres_connection::open(url_of(name), long_patience));
    return name;
  }

  // As a migration leaves it; the tables' own triggers would not let it.
  static void clean(storage::connection& db) {
    db.execute(R"(do $$
declare
  t record;
begin
  perform set_config('session_replication_role', 'replica', true);
  for t in select tablename from pg_tables
           where schemaname = 'public' and tablename not in ('schema_version', 'programme', 'candidate_turns', 'slot_changes_removed')
  loop
    execute format('delete from %I', t.tablename);
  end loop;
  for t in select sequencename from pg_sequences where schemaname = 'public' loop
    execute format('alter sequence %I restart', t.sequencename);
  end loop;
  update programme set document = '{}', revision = 1;
  insert into policies (id, document, revision) values ('standard', '{}', 1);
end $$)");
  }

  testing::child_process child_;
  std::string const url_;
  std::mutex mutex_;
  std::vector<std::string> free_;
  int made_ = 0;
};

bool asked_for(std::string_view kind) {
  auto const* given = std::getenv("REHEARSE_TEST_DATABASE");
  std::string_view const asked = given == nullptr ? "" : given;
  if (!asked.empty() && asked != "postgres" && asked != "rerunning")
    throw std::runtime_error("REHEARSE_TEST_DATABASE is postgres or rerunning, not " + std::string(asked));
  return asked == kind;
}

own_server& server() {
  static own_server only;
  return only;
}

}  // namespace

bool on_postgres() {
  return asked_for("postgres");
}

std::unique_ptr<database> as_asked(std::unique_ptr<database> sqlite) {
  if (!asked_for("rerunning")) return sqlite;
  return std::make_unique<rerunning_database>(std::move(sqlite));
}

postgres_place::postgres_place(filled how)
    : name_(how == filled::with_tables ? server().take() : server().make_empty()),
      url_(server().url_of(name_)),
      is_spoilt_(how == filled::with_nothing) {}

postgres_place::~postgres_place() {
  if (!is_spoilt_) server().give_back(name_);
}

std::unique_ptr<storage::postgres_connection> postgres_place::connect() const {
  return storage::postgres_connection::open(url_, long_patience);
}

}  // namespace rehearse::test
