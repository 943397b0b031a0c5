#include "scheduler/storage/audit_table.hpp"

#include "scheduler/storage/row.hpp"

#include <limits>

namespace rehearse::storage {
namespace {

struct numbered_line {
  std::int64_t number;
  audit_line line;
};

numbered_line read_line(row r) {
  numbered_line read{r.big(), {}};
  read.line.id.text = r.text();
  read.line.at = r.time();
  read.line.who = r.text();
  read.line.what = r.text();
  read.line.subjects = read_list(r.text());
  return read;
}

}  // namespace

void insert(connection& db, audit_line const& line) {
  run_later(db, "insert into audit (id, at, who, what, subjects) values ($1, $2, $3, $4, $5)", line.id, line.at,
            line.who, line.what, list_text(line.subjects));
}

result<paged<audit_line>> list_audit(connection& db, page const& piece) {
  auto const after = position_of(piece, {std::numeric_limits<std::int64_t>::max(), {}});
  if (!after) return after.error();
  auto& s = query(db,
                  "select number, id, at, who, what, subjects from audit where number < $1 "
                  "order by number desc limit $2",
                  after->number, piece.limit + 1);
  return cut(
      all_rows(s, read_line), piece,
      [](numbered_line const& l) {
        return position{l.number, {}};
      },
      [](numbered_line& l) { return std::move(l.line); });
}

}  // namespace rehearse::storage
