// Between the pages that callers ask for and the pieces that tables give. Used by use cases that list. Any thread.
#pragma once

#include "scheduler/storage/page.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"

#include <algorithm>

namespace rehearse {

// At most 200 at once (contract 3), at least one.
inline storage::page as_piece(page_request const& asked) {
  return {static_cast<int>(std::clamp<std::size_t>(asked.limit, 1, 200)), asked.cursor};
}

template <class Row>
result<page_of<Row>> as_page(result<storage::paged<Row>> piece) {
  if (!piece) return piece.error();
  return page_of<Row>{std::move(piece->items), std::move(piece->next)};
}

}  // namespace rehearse
