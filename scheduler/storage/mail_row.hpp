// The row of a mail: its columns in order, read. Used by the outbox table alone.
#pragma once

#include "scheduler/rules/mail.hpp"
#include "scheduler/storage/row.hpp"

#define REHEARSE_MAIL_COLUMNS                                                                                        \
  "o.number, o.id, o.kind, o.to_side, o.recipient, o.booking_id, o.volunteer_id, o.booking_sequence, o.detail, "     \
  "o.urgent, o.written_at, o.due, o.useless_after, o.state, o.attempts, o.leased_until, o.leased_by, o.settled_at, " \
  "o.smtp_code, o.answer"

namespace rehearse::storage {

struct numbered_mail {
  std::int64_t number = 0;  // in the order in which they were written
  mail letter;
};

// Reads the columns above.
numbered_mail read_numbered_mail(row r);
mail read_mail(row r);

}  // namespace rehearse::storage
