// Mail that does not leave as it should, for a person to look at: part of the outbox.
#include "scheduler/storage/mail_row.hpp"
#include "scheduler/storage/outbox_table.hpp"

#include <limits>

namespace rehearse::storage {
namespace {

// Each part has an index of its own: among a million rows these are few.
#define REHEARSE_LATE_MAILS                                                              \
  "select number from outbox where state = 'waiting' and attempts > 0 "                  \
  "union select number from outbox where state = 'waiting' and urgent = 0 and due < $1 " \
  "union select number from outbox where state = 'waiting' and urgent = 1 and due < $1"

}  // namespace

result<paged<mail>> list_troubled(connection& db, instant due_before, page const& piece) {
  auto const before = position_of(piece, {std::numeric_limits<std::int64_t>::max(), {}});
  if (!before) return before.error();
  auto& s = query(db,
                  "select " REHEARSE_MAIL_COLUMNS
                  " from outbox o where o.number < $2 and o.number in ("
                  "select number from outbox where state = 'failed' "
                  "union select number from outbox where state = 'uncertain' union " REHEARSE_LATE_MAILS
                  ") order by o.number desc limit $3",
                  due_before, before->number, piece.limit + 1);
  auto const where = [](numbered_mail const& m) { return position{m.number, {}}; };
  return cut(all_rows(s, read_numbered_mail), piece, where, [](numbered_mail& m) { return std::move(m.letter); });
}

std::int64_t late_mails(connection& db, instant due_before) {
  auto& s = query(db, "select count(*) from (" REHEARSE_LATE_MAILS ") late", due_before);
  return first_row(s, [](row r) { return r.big(); }).value_or(0);
}

}  // namespace rehearse::storage
