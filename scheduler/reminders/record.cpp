#include "scheduler/reminders/record.hpp"

#include "scheduler/reminders/detail.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/programme_table.hpp"

namespace rehearse {
namespace {

bool asks_attendance(mail const& m) {
  return m.kind == mail_kind::reminder && m.to == party::candidate && detail_flag(m, "ask_attendance");
}

// The question was put to the candidate of the time that still holds.
void mark_asked(store& s, mail const& m) {
  auto b = storage::find(s.db(), *m.booking);
  if (!b || b->attends != attendance::not_asked || b->sequence != m.booking_sequence) return;
  b->attends = attendance::asked;
  ++b->revision;
  storage::update(s.db(), *b);
}

void tell(store& s, booking const& b, party whom, instant now) {
  mail notice;
  notice.id = s.make_id<mail_id>();
  notice.kind = mail_kind::undeliverable;
  notice.to = whom;
  if (whom == party::organizer) notice.recipient = storage::find_programme(s.db()).contact;
  if (whom == party::organizer && notice.recipient.empty()) return;
  notice.booking = b.id;
  notice.booking_sequence = b.sequence;
  notice.urgent = true;
  notice.written_at = now;
  notice.due = now;
  notice.useless_after = b.end;
  storage::insert(s.db(), notice);
}

// Once for each booking: further refusals tell nobody anything new.
void mark_undeliverable(store& s, mail const& m, instant now) {
  auto b = storage::find(s.db(), *m.booking);
  if (!b || b->undeliverable || b->end < now) return;
  b->undeliverable = true;
  ++b->revision;
  storage::update(s.db(), *b);
  tell(s, *b, m.to == party::candidate ? party::volunteer : party::candidate, now);
  tell(s, *b, party::organizer, now);
}

}  // namespace

void record(store& s, mail const& m, next_step const& step, int smtp_code, instant now) {
  if (step.state == mail_state::waiting) return storage::postpone(s.db(), m.id, step.due, smtp_code, step.why);
  storage::settle(s.db(), m.id, {step.state, smtp_code, step.why, now});
  if (!m.booking) return;
  if (step.state == mail_state::sent && asks_attendance(m)) mark_asked(s, m);
  if (step.state == mail_state::failed && smtp_code >= 500 && m.kind != mail_kind::undeliverable)
    mark_undeliverable(s, m, now);
}

}  // namespace rehearse
