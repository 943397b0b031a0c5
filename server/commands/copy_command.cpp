// `rehearse copy-database FROM TO`: moves a programme to another database, and checks what it moved. Of commands.hpp.
#include "config/file_lock.hpp"
#include "config/plain_file.hpp"
#include "config/setting_texts.hpp"
#include "scheduler/storage/copy_database.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/open.hpp"
#include "scheduler/storage/postgres/postgres_connection.hpp"
#include "scheduler/storage/postgres/postgres_look.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "server/application/opening.hpp"
#include "server/commands/commands.hpp"

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>

namespace rehearse {
namespace {

// One of the two, and nobody else's while it is ours.
struct end_of_copy {
  std::optional<file_lock> lock;
  std::unique_ptr<storage::connection> db;
};

std::string path_of(std::string const& url) {
  return sqlite_file(url).string();
}

end_of_copy open_file(std::string const& url, storage::access how) {
  auto const path = path_of(url);
  demand_plain_file(path);
  if (how == storage::access::read_only && !std::filesystem::exists(path))
    throw std::runtime_error(path + ": there is no such database");
  auto lock = file_lock::try_take(path + ".lock");
  if (!lock) throw std::runtime_error(path + ": a server, or another command, is using this database: stop it first");
  if (how == storage::access::write) demand_no_lone_log(path);  // SQLite would delete it
  return {std::move(lock), storage::sqlite_connection::open(path, how)};
}

end_of_copy open_end(std::string const& url, storage::access how) {
  if (!setting_texts::is_database_url(url))
    throw std::runtime_error(shown_url(url) + ": allowed is sqlite:PATH or postgres://USER@HOST/NAME");
  if (setting_texts::has_password(url))
    throw std::runtime_error(shown_url(url) + ": " + setting_texts::no_password_there);
  if (!setting_texts::is_postgres_url(url)) return open_file(url, how);
  constexpr storage::postgres_patience without_end{std::chrono::seconds(10), std::chrono::seconds(0)};
  return {std::nullopt, storage::postgres_connection::open(url, without_end)};
}

constexpr char const* they_are_one = "the two databases are the same";

bool is_file(std::string const& url) {
  return setting_texts::is_database_url(url) && !setting_texts::is_postgres_url(url);
}

// What a process commits while it is copied would be lost, and one that serves from the copy's place would go on with
// another secret than that.
void demand_nobody_else(storage::connection& db, std::string const& url) {
  if (db.engine() == storage::engine_kind::sqlite) return;  // its lock is ours
  auto const lines = storage::lines_of_others(db);
  if (lines > 0)
    throw std::runtime_error(shown_url(url) + ": processes of Rehearse are using this database (" +
                             std::to_string(lines) +
                             " connections named rehearse in pg_stat_activity): stop them first");
}

// Whoever begins to serve from now on waits until the copy is done.
std::unique_ptr<storage::turn_to_migrate> keep_others_out(storage::connection& db, std::string const& url) {
  demand_nobody_else(db, url);  // who may have this turn for as long as they like
  auto mine = std::make_unique<storage::turn_to_migrate>(db);
  demand_nobody_else(db, url);
  return mine;
}

// Of two URLs that differ only in how they are spelled.
void demand_another(storage::connection& from, storage::connection& to) {
  using storage::engine_kind;
  bool const may_be_one = from.engine() == engine_kind::postgres && to.engine() == engine_kind::postgres;
  if (may_be_one && storage::is_same_database(from, to)) throw std::runtime_error(they_are_one);
}

void demand_present_version(storage::connection& from) {
  if (!storage::has_schema(from)) throw std::runtime_error("the first of the two is no database of Rehearse");
  if (storage::schema_version(from) != storage::newest_schema_version())
    throw std::runtime_error("the first database is not at this program's version: run `rehearse migrate` on it first");
}

void begin_reading(storage::connection& from) {
  from.execute(from.engine() == storage::engine_kind::sqlite ? "begin" : "begin isolation level repeatable read");
}

}  // namespace

int copy_database_command(std::string const& from_url, std::string const& to_url) {
  if (from_url == to_url || (is_file(from_url) && is_file(to_url) && path_of(from_url) == path_of(to_url)))
    throw std::runtime_error(they_are_one);
  auto const from = open_end(from_url, storage::access::read_only);
  auto const from_alone = keep_others_out(*from.db, from_url);
  demand_present_version(*from.db);
  auto const to = open_end(to_url, storage::access::write);
  demand_another(*from.db, *to.db);
  auto const to_alone = keep_others_out(*to.db, to_url);
  storage::migrate(*to.db);
  if (!storage::is_unused(*to.db)) throw std::runtime_error(shown_url(to_url) + " is not empty: copy into a new one");
  begin_reading(*from.db);
  to.db->begin();
  auto const moved = storage::copy_everything(*from.db, *to.db);
  // A process that had lost its lines just when one looked first goes on as soon as it has others, and asks for no
  // turn.
  demand_nobody_else(*from.db, from_url);
  demand_nobody_else(*to.db, to_url);
  to.db->execute("commit");
  from.db->execute("rollback");
  for (auto const& content : moved)
    std::cout << content.table << ": " << content.rows << " rows, " << content.hash << ", the same in both\n";
  std::cout << shown_url(to_url) << " holds all of it. The secret of the server goes with it: name it in [server] "
            << "secret_file. Serve " << shown_url(from_url) << " no more: its mails would leave twice.\n";
  return EXIT_SUCCESS;
}

}  // namespace rehearse
