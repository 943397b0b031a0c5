#include "scheduler/storage/sqlite/sqlite_copy.hpp"

#include <algorithm>
#include <stdexcept>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

namespace rehearse::storage {
namespace {

constexpr int whole = -1;
constexpr int busy_milliseconds = 5000;

// Reads beside the one connection that may write: it must not copy the log into the file when it closes.
SQLite::Database reader_of(std::filesystem::path const& file) {
  SQLite::Database db(file.string(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX, busy_milliseconds);
  db.check(sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr));
  return db;
}

}  // namespace

void copy_sqlite(std::filesystem::path const& from, std::filesystem::path const& to) try {
  auto source = reader_of(from);
  SQLite::Database target(to.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SQLite::Backup copy(target, source);
  // In one step: one snapshot, and no beginning anew when somebody writes between two.
  if (copy.executeStep(whole) != SQLITE_DONE) throw std::runtime_error("SQLite: the copy did not come to its end");
} catch (SQLite::Exception const& fault) {
  throw std::runtime_error(std::string("SQLite: ") + fault.what());
}

std::optional<std::string> trouble_with_sqlite(std::filesystem::path const& file) try {
  auto db = reader_of(file);
  SQLite::Statement check(db, "pragma integrity_check(1)");
  check.executeStep();
  auto said = check.getColumn(0).getString();
  if (said == "ok") return std::nullopt;
  std::ranges::replace(said, '\n', ' ');
  return said;
} catch (SQLite::Exception const& fault) {
  return fault.what();
}

}  // namespace rehearse::storage
