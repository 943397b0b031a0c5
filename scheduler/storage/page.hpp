// Lists in pieces: keyset cursors, so that page 1000 costs what page 1 does. Used by every table that is listed, and by
// the API, which hands cursors out as they are. Values; any thread.
#pragma once

#include "scheduler/rules/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse::storage {

struct page {
  int limit = 50;      // 1 to 200
  std::string cursor;  // as `next` gave it; empty: from the beginning
};

template <class Row>
struct paged {
  std::vector<Row> items;
  std::optional<std::string> next;  // none: this was the last piece
};

// Where the piece before ended: a number to order by, and an id among equals.
struct position {
  std::int64_t number = 0;
  std::string id;
};

// Opaque text of letters, digits, - and _.
std::string cursor_text(position const& last);

// A query asked for one row more than the piece holds: makes the piece of its rows, and the cursor where there are
// more.
template <class Row, class Where, class Take>
auto cut(std::vector<Row> rows, page const& piece, Where where, Take take) {
  paged<std::invoke_result_t<Take, Row&>> made;
  auto const most = static_cast<std::size_t>(piece.limit);
  bool const more = rows.size() > most;
  if (more) rows.resize(most);
  if (more && !rows.empty()) made.next = cursor_text(where(rows.back()));
  for (auto& r : rows) made.items.push_back(take(r));
  return made;
}

// Where a piece begins: behind its cursor, or at `beginning`; errc::bad_query for a cursor that is none.
result<position> position_of(page const& piece, position const& beginning);

}  // namespace rehearse::storage
