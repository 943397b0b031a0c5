#include "scheduler/storage/migrate.hpp"

#include "config/embedded.hpp"

#include <map>
#include <span>

namespace rehearse {
std::span<embedded_file const> migration_files();
}

namespace rehearse::storage {
namespace {

// The scripts of each version: NNN_name.sql for every engine, NNN_name.ENGINE.sql for one.
using scripts = std::map<int, std::vector<std::string_view>>;

bool is_for(std::string_view path, std::string_view engine) {
  auto const first_dot = path.find('.');
  auto const kind = path.substr(first_dot + 1);
  return kind == "sql" || kind == std::string(engine) + ".sql";
}

// "001_first_tables.sql" stands before "001_first_tables.sqlite.sql": the files come sorted.
scripts scripts_for(std::string_view engine) {
  scripts found;
  for (auto const& file : migration_files())
    if (is_for(file.path, engine)) found[std::stoi(std::string(file.path.substr(0, 3)))].push_back(file.bytes);
  return found;
}

std::string with_serial_key(std::string_view script, std::string_view engine) {
  constexpr std::string_view mark = "@serial_key@";
  std::string_view const type = engine == "sqlite" ? "integer primary key autoincrement" : "bigserial primary key";
  std::string text(script);
  for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at)) text.replace(at, mark.size(), type);
  return text;
}

void apply(connection& db, int version, std::vector<std::string_view> const& parts) {
  db.execute("begin immediate");
  try {
    for (auto const part : parts) db.execute(with_serial_key(part, db.engine()));
    run(db, "insert into schema_version (version) values ($1)", version);
    db.execute("commit");
  } catch (...) {
    if (db.in_transaction()) db.execute("rollback");
    throw;
  }
}

}  // namespace

int migrate(connection& db) {
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

bool has_schema(connection& db) {
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
  return scripts_for("sqlite").rbegin()->first;
}

}  // namespace rehearse::storage
