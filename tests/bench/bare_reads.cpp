// SQLite and nothing else: `bare_reads DATABASE SECONDS` reads bookings, one after the other in a transaction of its
// own: the row of each, its history and its participants, by the booking's id. Prints bookings a second. What GET of
// one booking is held against.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace {

using steady = std::chrono::steady_clock;

sqlite3_stmt* prepared(sqlite3* db, char const* sql) {
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(db, sql, -1, &made, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db));
  return made;
}

void run(sqlite3_stmt* statement) {
  sqlite3_step(statement);
  sqlite3_reset(statement);
}

std::vector<std::string> ids_of(sqlite3* db) {
  std::vector<std::string> ids;
  auto* const all = prepared(db, "select id from bookings order by id");
  while (sqlite3_step(all) == SQLITE_ROW) ids.emplace_back(reinterpret_cast<char const*>(sqlite3_column_text(all, 0)));
  sqlite3_finalize(all);
  if (ids.empty()) throw std::runtime_error("there are no bookings");
  return ids;
}

// Every value is looked at, as whoever needs it does. How many rows there were.
int read_rows(sqlite3_stmt* statement, std::string const& id) {
  int rows = 0;
  sqlite3_bind_text(statement, 1, id.data(), static_cast<int>(id.size()), SQLITE_STATIC);
  for (; sqlite3_step(statement) == SQLITE_ROW; ++rows)
    for (int column = 0; column < sqlite3_column_count(statement); ++column) sqlite3_column_text(statement, column);
  sqlite3_reset(statement);
  return rows;
}

}  // namespace

int main(int count, char** words) try {
  if (count != 3) return 2;
  sqlite3* db = nullptr;
  if (sqlite3_open_v2(words[1], &db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db));
  auto const ids = ids_of(db);
  auto* const begin = prepared(db, "begin");
  auto* const end = prepared(db, "commit");
  sqlite3_stmt* const parts[] = {prepared(db, "select * from bookings where id = ?"),
                                 prepared(db, "select * from booking_history where booking_id = ? order by number"),
                                 prepared(db, "select * from booking_participants where booking_id = ?")};
  auto const began = steady::now();
  std::chrono::duration<double> took{};
  long read = 0;
  for (std::size_t at = 0; took.count() < std::atof(words[2]); took = steady::now() - began) {
    at = (at + 7919) % ids.size();  // not one beside the other
    run(begin);
    for (auto* const part : parts)
      if (read_rows(part, ids[at]) == 0) throw std::runtime_error("a booking without its rows");
    run(end);
    ++read;
  }
  std::printf("%.1f\n", static_cast<double>(read) / took.count());
} catch (std::exception const& fault) {
  std::fprintf(stderr, "bare_reads: %s\n", fault.what());
  return 1;
}
