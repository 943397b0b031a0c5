#include "scheduler/storage/migrate.hpp"

#include "config/embedded.hpp"
#include "config/log.hpp"
#include "scheduler/storage/postgres/postgres_faults.hpp"
#include "scheduler/storage/row.hpp"

#include <chrono>
#include <map>
#include <span>
#include <thread>

namespace rehearse {
std::span<embedded_file const> migration_files();
}

namespace rehearse::storage {
namespace {

// The scripts of each version: NNN_name.sql for every engine, NNN_name.ENGINE.sql for one. A version that has nothing
// for this engine is one all the same.
using scripts = std::map<int, std::vector<std::string_view>>;

// What every engine runs comes before what one of them adds.
scripts scripts_for(engine_kind engine) {
  scripts found;
  for (auto const& file : migration_files()) found[std::stoi(std::string(file.path.substr(0, 3)))];
  for (std::string_view const kind : {".sql", engine == engine_kind::sqlite ? ".sqlite.sql" : ".postgres.sql"})
    for (auto const& file : migration_files())
      if (file.path.substr(file.path.find('.')) == kind)
        found[std::stoi(std::string(file.path.substr(0, 3)))].push_back(file.bytes);
  return found;
}

std::string with_serial_key(std::string_view script, engine_kind engine) {
  constexpr std::string_view mark = "@serial_key@";
  std::string_view const type =
      engine == engine_kind::sqlite ? "integer primary key autoincrement" : "bigserial primary key";
  std::string text(script);
  for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at)) text.replace(at, mark.size(), type);
  return text;
}

// On PostgreSQL others may still serve with the version before. So all our tables are taken before the first is
// touched, in the order in which they were made: each after those that it refers to, as whoever writes comes by. No
// table is waited for longer than a moment, since everybody else waits behind it.
std::string taking_all_tables(engine_kind engine, int version) {
  auto const names = engine == engine_kind::postgres ? tables_of(engine, version) : std::string();
  if (names.empty()) return {};
  return "set local lock_timeout = '500ms'; lock table " + names + " in access exclusive mode";
}

void apply(connection& db, int version, std::vector<std::string_view> const& parts) {
  auto const take = taking_all_tables(db.engine(), version - 1);
  db.begin();
  try {
    if (!take.empty()) db.execute(take);
    for (auto const part : parts) db.execute(with_serial_key(part, db.engine()));
    run(db, "insert into schema_version (version) values ($1)", version);
    db.execute("commit");
  } catch (...) {
    if (db.in_transaction()) db.execute("rollback");
    throw;
  }
}

// Why it could not be done now; none: it is done.
std::optional<std::string> kept_from_applying(connection& db, int version, std::vector<std::string_view> const& parts) {
  try {
    apply(db, version, parts);
    return std::nullopt;
  } catch (came_between const& other) {
    return other.what();
  } catch (lock_not_taken const& busy) {
    return busy.what();
  }
}

// About a minute. Transactions of ours are over sooner; those of others (a dump, a forgotten session) may not be.
constexpr int most_tries = 60;
constexpr std::chrono::milliseconds between_tries{500};

void apply_patiently(connection& db, int version, std::vector<std::string_view> const& parts) {
  for (int tries = 1; auto const why = kept_from_applying(db, version, parts); ++tries) {
    if (tries == most_tries)
      throw std::runtime_error("the tables could not be brought to version " + std::to_string(version) +
                               ", since others have them in use (" + *why + "): end what keeps a transaction open");
    log::warning("others have the tables in use: the migration is tried again",
                 {{"version", std::to_string(version)}, {"tries", std::to_string(tries)}, {"reason", *why}});
    std::this_thread::sleep_for(between_tries);
  }
}

int bring_from(connection& db, int present, int to) {
  db.execute("create table if not exists schema_version (version bigint primary key)");
  int applied = 0;
  for (auto const& [version, parts] : scripts_for(db.engine())) {
    if (version <= present || version > to) continue;
    apply_patiently(db, version, parts);
    ++applied;
  }
  return applied;
}

// Where there is nothing to do nothing is written: a server that takes no writes now may still be served from.
int migrate_alone(connection& db, int to) {
  int const present = has_schema(db) ? schema_version(db) : 0;
  if (present > newest_schema_version())
    throw newer_database("the database has version " + std::to_string(present) + ", this program knows " +
                         std::to_string(newest_schema_version()) + ": use a newer program");
  if (present >= to) return 0;
  try {
    return bring_from(db, present, to);
  } catch (only_reads const& refused) {
    throw std::runtime_error("the database takes no writes now, and its tables must first be brought from version " +
                             std::to_string(present) + " to " + std::to_string(to) + ": start again when it does (" +
                             refused.what() + ")");
  }
}

}  // namespace

turn_to_migrate::turn_to_migrate(connection& db) : db_(db) {
  if (db_.engine() == engine_kind::postgres) db_.execute("select pg_advisory_lock(" + std::to_string(lock) + ")");
}

turn_to_migrate::~turn_to_migrate() {
  try {
    if (db_.engine() == engine_kind::postgres) db_.execute("select pg_advisory_unlock(" + std::to_string(lock) + ")");
  } catch (std::exception const&) {  // the lock went with the line
  }
}

int migrate(connection& db) {
  return migrate_to(db, newest_schema_version());
}

int migrate_to(connection& db, int version) {
  turn_to_migrate const mine(db);
  return migrate_alone(db, version);
}

bool has_schema(connection& db) {
  auto& known = db.engine() == engine_kind::postgres
                    ? query(db, "select 1 where to_regclass('schema_version') is not null")
                    : query(db, "select 1 from sqlite_master where type = 'table' and name = 'schema_version'");
  bool const found = known.step();
  if (found) known.step();  // to its end: a migration would find the table in use
  return found;
}

int schema_version(connection& db) {
  auto& highest = query(db, "select coalesce(max(version), 0) from schema_version");
  highest.step();
  int const version = static_cast<int>(highest.integer(0));
  highest.step();
  return version;
}

// In the order in which the scripts make them.
std::string tables_of(engine_kind engine, int version) {
  constexpr std::string_view making = "create table ";
  std::string names;
  for (auto const& [number, parts] : scripts_for(engine)) {
    if (number > version) break;
    for (auto const part : parts)
      for (auto at = part.find(making); at != part.npos; at = part.find(making, at)) {
        at += making.size();
        names.append(names.empty() ? "" : ", ").append(part.substr(at, part.find_first_of(" (", at) - at));
      }
  }
  return names;
}

int newest_schema_version() {
  return scripts_for(engine_kind::sqlite).rbegin()->first;
}

}  // namespace rehearse::storage
