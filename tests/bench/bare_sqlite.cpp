// SQLite and nothing else: `bare_sqlite FROM INTO GROUP` writes into the database INTO, in groups of GROUP bookings to
// a commit, with full synchronisation, the very rows that the database FROM has more of (both have our schema, INTO is
// a copy of FROM from before), and counts each volunteer's slots on; checks and foreign keys hold as they do for us.
// Prints bookings a second and the commits' 99th percentile in milliseconds. What the writes of `serve` are held
// against.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include <sqlite3.h>

namespace {

using steady = std::chrono::steady_clock;

void check(int code, sqlite3* db) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}
void execute(sqlite3* db, std::string const& script) {
  check(sqlite3_exec(db, script.c_str(), nullptr, nullptr, nullptr), db);
}
sqlite3_stmt* prepared(sqlite3* db, std::string const& sql) {
  sqlite3_stmt* made = nullptr;
  check(sqlite3_prepare_v2(db, sql.c_str(), -1, &made, nullptr), db);
  return made;
}

// The tables that a booking writes, and which of their columns names it.
struct table {
  char const* name;
  char const* booking;
};
constexpr table tables[] = {{"bookings", "id"},
                            {"booking_participants", "booking_id"},
                            {"booking_history", "booking_id"},
                            {"occupations", "booking_id"},
                            {"outbox", "booking_id"}};

// One row of one table, or what else is to be done with one statement: none of its values is copied meanwhile.
struct row {
  sqlite3_stmt* insert;
  std::vector<sqlite3_value*> values;
};
using booking = std::vector<row>;

int columns_of(sqlite3* db, table const& t) {
  auto* const probe = prepared(db, std::string("select * from ") + t.name + " limit 0");
  int const columns = sqlite3_column_count(probe);
  sqlite3_finalize(probe);
  return columns;
}

sqlite3_stmt* insert_into(sqlite3* db, table const& t) {
  std::string places;
  for (int i = 0; i < columns_of(db, t); ++i) places += places.empty() ? "?" : ",?";
  return prepared(db, std::string("insert into ") + t.name + " values (" + places + ")");
}

std::string text_in(sqlite3_stmt* s, int column) {
  return reinterpret_cast<char const*>(sqlite3_column_text(s, column));
}

std::vector<sqlite3_value*> values_of(sqlite3_stmt* s) {
  std::vector<sqlite3_value*> values;
  for (int c = 0; c < sqlite3_column_count(s); ++c) values.push_back(sqlite3_value_dup(sqlite3_column_value(s, c)));
  return values;
}

// The audit's line of each booking, by the booking's id: the first of its subjects.
std::unordered_map<std::string, row> audit_lines(sqlite3* from, sqlite3_stmt* insert) {
  std::unordered_map<std::string, row> lines;
  auto* const s =
      prepared(from, "select *, json_extract(subjects, '$[0]') from main.audit where what = 'booking.book'");
  while (sqlite3_step(s) == SQLITE_ROW) {
    auto values = values_of(s);
    values.pop_back();
    lines.emplace(text_in(s, sqlite3_column_count(s) - 1), row{insert, std::move(values)});
  }
  sqlite3_finalize(s);
  return lines;
}

// The bookings that FROM has more, each with all its rows.
std::vector<booking> new_bookings(sqlite3* from, sqlite3* into, std::string const& path_of_into) {
  execute(from, "attach '" + path_of_into + "' as before");
  std::vector<sqlite3_stmt*> rows, inserts;
  for (auto const& t : tables) {
    rows.push_back(prepared(from, std::string("select * from main.") + t.name + " where " + t.booking + " = ?"));
    inserts.push_back(insert_into(into, t));
  }
  std::vector<booking> all;
  auto lines = audit_lines(from, insert_into(into, {"audit", nullptr}));
  auto* const counts_on = prepared(into, "update volunteers set slots_revision = slots_revision + 1 where id = ?");
  auto* const ids = prepared(from,
                             "select id, volunteer_id from main.bookings "
                             "where id not in (select id from before.bookings) order by id");
  while (sqlite3_step(ids) == SQLITE_ROW) {
    booking& one = all.emplace_back();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      sqlite3_reset(rows[i]);
      sqlite3_bind_value(rows[i], 1, sqlite3_column_value(ids, 0));
      while (sqlite3_step(rows[i]) == SQLITE_ROW) one.push_back({inserts[i], values_of(rows[i])});
    }
    one.push_back({counts_on, {sqlite3_value_dup(sqlite3_column_value(ids, 1))}});
    one.push_back(lines.at(text_in(ids, 0)));
  }
  for (auto* s : rows) sqlite3_finalize(s);
  sqlite3_finalize(ids);
  execute(from, "detach before");
  return all;
}

void insert(sqlite3* db, row const& r) {
  for (std::size_t i = 0; i < r.values.size(); ++i) sqlite3_bind_value(r.insert, static_cast<int>(i) + 1, r.values[i]);
  check(sqlite3_step(r.insert), db);
  sqlite3_reset(r.insert);
}

}  // namespace

int main(int count, char** words) try {
  if (count != 4) return 2;
  auto const group = static_cast<std::size_t>(std::atoi(words[3]));
  sqlite3 *from = nullptr, *into = nullptr;
  check(sqlite3_open(words[1], &from), from);
  check(sqlite3_open(words[2], &into), into);
  execute(into, "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma cache_size=-49152");
  auto const all = new_bookings(from, into, words[2]);

  std::vector<double> commits;
  auto const began = steady::now();
  for (std::size_t first = 0; first < all.size(); first += group) {
    auto const commit_began = steady::now();
    execute(into, "begin immediate");
    for (std::size_t i = first; i < std::min(all.size(), first + group); ++i)
      for (auto const& r : all[i]) insert(into, r);
    execute(into, "commit");
    commits.push_back(std::chrono::duration<double, std::milli>(steady::now() - commit_began).count());
  }
  std::chrono::duration<double> const took = steady::now() - began;
  std::sort(commits.begin(), commits.end());
  std::printf("%.1f %.3f\n", static_cast<double>(all.size()) / took.count(), commits[commits.size() * 99 / 100]);
} catch (std::exception const& fault) {
  std::fprintf(stderr, "bare_sqlite: %s\n", fault.what());
  return 1;
}
