#include "scheduler/storage/migrate.hpp"

#include "config/embedded.hpp"

#include <map>
#include <span>

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

void apply(connection& db, int version, std::vector<std::string_view> const& parts) {
  db.begin();
  try {
    for (auto const part : parts) db.execute(with_serial_key(part, db.engine()));
    run(db, "insert into schema_version (version) values ($1)", version);
    db.execute("commit");
  } catch (...) {
    if (db.in_transaction()) db.execute("rollback");
    throw;
  }
}

int migrate_alone(connection& db) {
  db.execute("create table if not exists schema_version (version bigint primary key)");
  int const present = schema_version(db);
  if (present > newest_schema_version())
    throw newer_database("the database has version " + std::to_string(present) + ", this program knows " +
                         std::to_string(newest_schema_version()) + ": use a newer program");
  int applied = 0;
  for (auto const& [version, parts] : scripts_for(db.engine())) {
    if (version <= present) continue;
    apply(db, version, parts);
    ++applied;
  }
  return applied;
}

// Several processes may start together on PostgreSQL: one of them migrates, and the others wait for it.
class turn_to_migrate {
 public:
  explicit turn_to_migrate(connection& db) : db_(db) {
    if (db_.engine() == engine_kind::postgres) db_.execute("select pg_advisory_lock(7310419)");
  }
  turn_to_migrate(turn_to_migrate const&) = delete;
  turn_to_migrate& operator=(turn_to_migrate const&) = delete;
  ~turn_to_migrate() {
    try {
      if (db_.engine() == engine_kind::postgres) db_.execute("select pg_advisory_unlock(7310419)");
    } catch (std::exception const&) {  // the lock went with the line
    }
  }

 private:
  connection& db_;
};

}  // namespace

int migrate(connection& db) {
  turn_to_migrate const mine(db);
  return migrate_alone(db);
}

bool has_schema(connection& db) {
  if (db.engine() == engine_kind::postgres)
    return query(db, "select 1 where to_regclass('schema_version') is not null").step();
  return query(db, "select 1 from sqlite_master where type = 'table' and name = 'schema_version'").step();
}

int schema_version(connection& db) {
  auto& highest = query(db, "select coalesce(max(version), 0) from schema_version");
  highest.step();
  int const version = static_cast<int>(highest.integer(0));
  highest.step();
  return version;
}

int newest_schema_version() {
  return scripts_for(engine_kind::sqlite).rbegin()->first;
}

}  // namespace rehearse::storage
