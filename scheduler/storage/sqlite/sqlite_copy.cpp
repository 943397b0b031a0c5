#include "scheduler/storage/sqlite/sqlite_copy.hpp"

#include "config/durable_file.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <vector>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>
#include <sys/statvfs.h>

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

// Nobody writes a file on a disk that is mounted read-only; but SQLite reads it only beside files that it could make
// there. (Where a server writes it by another way to the same disk, they are there.)
bool must_be_copied_as_it_is(std::filesystem::path const& file) {
  struct ::statvfs disk {};
  return ::statvfs(file.c_str(), &disk) == 0 && (disk.f_flag & ST_RDONLY) != 0 &&
         !std::filesystem::exists(file.string() + "-shm");
}

// Through a file that is its owner's alone from the first byte: std::filesystem::copy_file would give it the mode of
// `from` before it copies.
void copy_for_its_owner(std::filesystem::path const& from, std::filesystem::path const& to) {
  if (!std::filesystem::exists(to)) make_empty_file(to);
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary | std::ios::trunc);
  in.exceptions(std::ios::badbit);
  std::vector<char> piece(1 << 20);
  while (in && out) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    out.write(piece.data(), in.gcount());
  }
  out.close();
  if (!in.eof()) throw std::runtime_error(from.string() + " cannot be read to its end");
  if (!out) throw std::runtime_error(to.string() + " cannot be written");
}

// Whoever opens the copy finds its log beside it, and plays it in.
void copy_with_log(std::filesystem::path const& from, std::filesystem::path const& to) {
  copy_for_its_owner(from, to);
  auto const log = from.string() + "-wal";
  if (std::filesystem::exists(log)) copy_for_its_owner(log, to.string() + "-wal");
}

void copy_pages(std::filesystem::path const& from, std::filesystem::path const& to) {
  auto source = reader_of(from);
  SQLite::Database target(to.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SQLite::Backup copy(target, source);
  // In one step: one snapshot, and no beginning anew when somebody writes between two.
  if (copy.executeStep(whole) != SQLITE_DONE) throw std::runtime_error("SQLite: the copy did not come to its end");
}

}  // namespace

void copy_sqlite(std::filesystem::path const& from, std::filesystem::path const& to) try {
  must_be_copied_as_it_is(from) ? copy_with_log(from, to) : copy_pages(from, to);
} catch (std::exception const& fault) {
  throw std::runtime_error(from.string() + " could not be copied to " + to.string() + ": " + fault.what());
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
