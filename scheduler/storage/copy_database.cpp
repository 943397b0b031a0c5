#include "scheduler/storage/copy_database.hpp"

#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/row.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>

#include <sodium.h>

namespace rehearse::storage {
namespace {

// All that is remembered, each after those that it refers to.
constexpr std::array<std::string_view, 19> tables = {"meta",
                                                     "programme",
                                                     "policies",
                                                     "interview_types",
                                                     "organizers",
                                                     "volunteers",
                                                     "availabilities",
                                                     "bookings",
                                                     "booking_participants",
                                                     "booking_history",
                                                     "presence_reports",
                                                     "occupations",
                                                     "outbox",
                                                     "api_tokens",
                                                     "sessions",
                                                     "sign_ins",
                                                     "idempotency_keys",
                                                     "audit",
                                                     "limit_notices"};
// Those that a migration puts rows into.
constexpr std::array<std::string_view, 3> filled_from_the_start = {"meta", "programme", "policies"};

using cells = std::vector<std::optional<std::string>>;

std::vector<std::string> columns_of(connection& db, std::string_view table) {
  auto& s = db.engine() == engine_kind::sqlite
                ? query(db, "select name from pragma_table_info($1) order by cid", table)
                : query(db,
                        "select column_name from information_schema.columns where table_schema = current_schema() "
                        "and table_name = $1 order by ordinal_position",
                        table);
  return all_rows(s, [](row r) { return r.text(); });
}

std::string listed(std::vector<std::string> const& names) {
  std::string text;
  for (auto const& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// A value is its text, in every engine: numbers are whole, and texts are UTF-8.
cells read_cells(statement& s, std::size_t count) {
  cells values;
  for (int i = 0; i < static_cast<int>(count); ++i)
    values.push_back(s.is_null(i) ? std::nullopt : std::optional(s.text(i)));
  return values;
}

// A large table does not fit into memory at once, which is how PostgreSQL's client would hold it.
void each_row_of_postgres(connection& db, std::string const& sql, std::function<void(statement&)> const& take) {
  db.execute("declare every_row no scroll cursor for " + sql);
  for (bool more = true; more;) {
    more = false;
    auto& some = db.prepared("fetch 1000 from every_row");
    while (some.step()) {
      take(some);
      more = true;
    }
  }
  db.execute("close every_row");
}

void each_row(connection& db, std::string_view table, std::vector<std::string> const& columns,
              std::function<void(cells const&)> const& take) {
  auto const sql = "select " + listed(columns) + " from " + std::string(table);
  auto const read = [&](statement& s) { take(read_cells(s, columns.size())); };
  if (db.engine() == engine_kind::postgres) return each_row_of_postgres(db, sql, read);
  auto& all = db.prepared(sql);
  while (all.step()) read(all);
}

std::uint64_t hash_of(cells const& values) {
  std::string text;
  for (auto const& value : values) text += value ? std::to_string(value->size()) + ":" + *value : std::string("null,");
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                     nullptr, 0);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8 | hash[i];
  return number;
}

std::string hexadecimal(std::uint64_t number) {
  std::string text(16, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number >>= 4)
    *digit = "0123456789abcdef"[number & 15];
  return text;
}

// The sum does not ask for an order.
table_content content_of(connection& db, std::string_view table) {
  table_content found{std::string(table), 0, {}};
  std::uint64_t sum = 0;
  auto columns = columns_of(db, table);
  std::ranges::sort(columns);
  each_row(db, table, columns, [&](cells const& values) {
    sum += hash_of(values);
    ++found.rows;
  });
  found.hash = hexadecimal(sum);
  return found;
}

void copy_table(connection& from, connection& to, std::string_view table) {
  auto const columns = columns_of(from, table);
  std::string places;
  for (std::size_t i = 1; i <= columns.size(); ++i) places += (i == 1 ? "$" : ", $") + std::to_string(i);
  auto const insert = "insert into " + std::string(table) + " (" + listed(columns) + ") values (" + places + ")";
  each_row(from, table, columns, [&](cells const& values) {
    auto& s = to.prepared(insert);
    for (std::size_t i = 0; i < values.size(); ++i) bind_value(s, static_cast<int>(i) + 1, values[i]);
    s.run_later();
  });
  // Rows that come later are numbered behind those that came along. (SQLite sees to it by itself.)
  bool const is_numbered = std::ranges::find(columns, "number") != columns.end() && table != "booking_history";
  if (is_numbered && to.engine() == engine_kind::postgres)
    to.execute("select setval(pg_get_serial_sequence('" + std::string(table) + "', 'number'), " +
               "coalesce(max(number), 0) + 1, false) from " + std::string(table));
}

}  // namespace

std::vector<table_content> content_of(connection& db) {
  std::vector<table_content> found;
  for (auto const table : tables) found.push_back(content_of(db, table));
  return found;
}

bool is_unused(connection& db) {
  return is_empty(db) && !query(db,
                                "select 1 where exists (select 1 from outbox) or exists (select 1 from audit) "
                                "or exists (select 1 from api_tokens)")
                              .step();
}

std::vector<table_content> copy_everything(connection& from, connection& to) {
  for (auto const table : filled_from_the_start) to.execute("delete from " + std::string(table));
  for (auto const table : tables) copy_table(from, to, table);
  auto const there = content_of(to);
  auto const here = content_of(from);
  for (std::size_t i = 0; i < here.size(); ++i)
    if (there[i] != here[i])
      throw std::runtime_error("the copy of " + here[i].table + " is not what it was: nothing was kept of it");
  return there;
}

}  // namespace rehearse::storage
