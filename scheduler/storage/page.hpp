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

// Opaque text of letters, digits, - and _; and back: none where it is no cursor of ours.
std::string cursor_text(position const& last);
std::optional<position> read_cursor(std::string_view text);

// The refusal of a cursor that cannot be read: errc::bad_query.
refusal bad_cursor();

}  // namespace rehearse::storage
