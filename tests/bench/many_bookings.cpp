#include "tests/bench/many_bookings.hpp"

#include <map>
#include <stdexcept>

#include <sqlite3.h>

namespace rehearse::bench {
namespace {

// As random as ours, and as long: those of a hundred bookings that were made one after the other begin alike
// (randomness::neighbourhood). `c` is the copy.
std::string new_id(std::string_view prefix) {
  return "'" + std::string(prefix) + "' || c.neighbourhood || lower(hex(randomblob(8)))";
}

// What of a copied row is its own, wherever a column of that name stands. `c` is the copy: number, how its ids begin,
// id, the volunteer, and how many seconds later it is.
std::map<std::string, std::string> const own = {
    {"booking_id", "c.id"},
    {"start_at", "t.start_at + c.later"},
    {"end_at", "t.end_at + c.later"},
    {"volunteer_id", "case when t.volunteer_id is null then null else c.volunteer end"},
    {"candidate_name", "'Candidate ' || c.number"},
    {"candidate_email", "'candidate' || c.number || '@example.net'"},
    {"candidate_locale", "case c.number % 2 when 0 then 'en' else 'es' end"},
    {"agreed_candidate", "t.agreed_candidate + c.later"},
    {"agreed_volunteer", "t.agreed_volunteer + c.later"},
    {"made_at", "t.made_at + c.later"},
    {"at", "t.at + c.later"},
    {"occupied_from", "t.occupied_from + c.later"},
    {"occupied_to", "t.occupied_to + c.later"},
    {"written_at", "t.written_at + c.later"},
    {"due", "t.due + c.later"},
    {"useless_after", "t.useless_after + c.later"},
    {"settled_at", "t.settled_at + c.later"},
};

// Numbers that SQLite gives, and ids.
std::string own_key(std::string const& table, std::string const& column) {
  if (table == "outbox" && column == "number") return "null";
  if (table == "bookings") return "c.id";
  return new_id(table == "outbox" ? "mail_" : "occ_");
}

bool is_key(std::string const& table, std::string const& column) {
  return column == "id" || (table == "outbox" && column == "number");
}

}  // namespace

many_bookings::many_bookings(std::string const& path) {
  if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) throw std::runtime_error("cannot open " + path);
  // A database that is lost while it is filled is filled again.
  run("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000; pragma temp_store = memory");
  run("create temp table neighbourhoods (number integer primary key, neighbourhood text)");
  run("create temp table copies (number integer primary key, neighbourhood text, id text, volunteer text, later "
      "integer)");
  set_indexes_aside();
}

many_bookings::~many_bookings() {
  sqlite3_close(db_);
}

void many_bookings::copy(series const& wanted) {
  if (wanted.count == 0) return;
  fill_copies(wanted);
  copy_rows("bookings", "id = '" + wanted.of.text + "'");
  for (auto const* table : {"booking_participants", "booking_history", "occupations", "outbox"})
    copy_rows(table, "booking_id = '" + wanted.of.text + "'");
}

void many_bookings::fill_copies(series const& wanted) {
  auto const first = std::to_string(wanted.first.time_since_epoch().count());
  auto const numbers = "with recursive n(number) as (select 0 union all select number + 1 from n where number + 1 < " +
                       std::to_string(wanted.count) + ") ";
  run("delete from copies; delete from neighbourhoods");
  run(numbers + "insert into neighbourhoods select number, lower(hex(randomblob(3))) from n where number % 100 = 0");
  run(numbers + "insert into copies select n.number, c.neighbourhood, " + new_id("bk_") +
      ", (select id from volunteers where number = 1 + n.number % "
      "v.many), " +
      first + " + n.number / v.many * " + std::to_string(wanted.apart.count()) +
      " - (select start_at from bookings where id = '" + wanted.of.text +
      "') from n join neighbourhoods c on c.number = n.number - n.number % 100, (select count(*) as many from "
      "volunteers) v");
}

void many_bookings::copy_rows(std::string const& table, std::string const& where_it_is) {
  auto const columns = text_of("select group_concat(name) from pragma_table_info('" + table + "')") + ",";
  std::string values;
  for (std::size_t at = 0, end = 0; (end = columns.find(',', at)) != columns.npos; at = end + 1) {
    auto const column = columns.substr(at, end - at);
    auto const differs = own.find(column);
    if (!values.empty()) values += ", ";
    values += is_key(table, column) ? own_key(table, column) : differs != own.end() ? differs->second : "t." + column;
  }
  run("create temp table copied as select * from " + table + " where " + where_it_is);
  run("insert into " + table + " select " + values + " from copies c cross join copied t");
  run("drop table copied");
}

// The search for overlap needs its own, also meanwhile.
void many_bookings::set_indexes_aside() {
  std::string const which =
      "from sqlite_master where type = 'index' and sql is not null and "
      "tbl_name in ('bookings', 'booking_participants', 'outbox')";
  indexes_ = text_of("select group_concat(sql, ';') " + which);
  // With an index goes what the planner was told of it (migrations/002).
  run("create temp table told as select * from sqlite_stat1");
  run(text_of("select group_concat('drop index ' || name, ';') " + which));
}

void many_bookings::finish(std::initializer_list<booking_id> copied) {
  run(indexes_);
  run("delete from sqlite_stat1; insert into sqlite_stat1 select * from told");
  for (auto const& b : copied) {
    for (auto const* table : {"booking_participants", "booking_history", "occupations", "outbox"})
      run(std::string("delete from ") + table + " where booking_id = '" + b.text + "'");
    run("delete from bookings where id = '" + b.text + "'");
  }
  run("pragma journal_mode = wal");
}

void many_bookings::run(std::string const& sql) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(std::string(sqlite3_errmsg(db_)) + ": " + sql);
}

std::string many_bookings::text_of(std::string const& sql) {
  sqlite3_stmt* asked = nullptr;
  if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &asked, nullptr) != SQLITE_OK || sqlite3_step(asked) != SQLITE_ROW)
    throw std::runtime_error(std::string(sqlite3_errmsg(db_)) + ": " + sql);
  auto const* text = reinterpret_cast<char const*>(sqlite3_column_text(asked, 0));
  std::string const answer = text == nullptr ? "" : text;
  sqlite3_finalize(asked);
  return answer;
}

}  // namespace rehearse::bench
