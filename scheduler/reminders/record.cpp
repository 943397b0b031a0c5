#include "scheduler/reminders/record.hpp"

#include "scheduler/reminders/detail.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/programme_table.hpp"

#include <algorithm>

namespace rehearse {
namespace {

bool asks_attendance(mail const& m) {
  return m.kind == mail_kind::reminder && m.to == party::candidate && detail_flag(m, "ask_attendance");
}

void tell(store& s, booking const& b, party unreachable, party whom, instant now) {
  mail notice;
  notice.id = s.make_id<mail_id>();
  notice.kind = mail_kind::undeliverable;
  notice.to = whom;
  if (whom == party::organizer) notice.recipient = storage::find_programme(s.db()).contact;
  if (whom == party::organizer && notice.recipient.empty()) return;
  notice.booking = b.id;
  notice.booking_sequence = b.sequence;
  notice.detail = R"({"unreachable":")" + std::string(name_of(unreachable)) + R"("})";
  notice.urgent = true;
  notice.written_at = now;
  notice.due = now;
  notice.useless_after = b.end;
  storage::insert(s.db(), notice);
}

// Once for each side: further refusals tell nobody anything new. (A candidate's new address starts afresh.)
bool was_told_of(store& s, booking const& b, party unreachable) {
  if (!b.undeliverable) return false;
  auto const is_notice = [&](mail const& m) {
    return m.kind == mail_kind::undeliverable && detail_text(m, "unreachable") == name_of(unreachable);
  };
  return std::ranges::any_of(storage::mails_about(s.db(), b.id), is_notice);
}

void mark_undeliverable(store& s, mail const& m, instant now) {
  auto b = storage::find(s.db(), *m.booking);
  if (!b || b->end < now || was_told_of(s, *b, m.to)) return;
  b->undeliverable = true;
  ++b->revision;
  storage::update(s.db(), *b);
  auto const other = m.to == party::candidate ? party::volunteer : party::candidate;
  bool const other_knows_of_it = b->state != booking_state::pending;
  if (other_knows_of_it) tell(s, *b, m.to, other, now);
  tell(s, *b, m.to, party::organizer, now);
}

// A wrong new address leaves the candidate's own as good as it was; and no notice of a notice.
bool tells_of_the_booking(mail_kind kind) {
  return kind != mail_kind::new_address_confirmation && kind != mail_kind::undeliverable;
}

// Not where the lease ran out meanwhile, or was taken over: then it is another's to say.
void wait_again(store& s, mail const& tried, mail const& row, next_step const& step, int smtp_code) {
  bool const is_same_lease = row.leased_by == tried.leased_by && row.leased_until == tried.leased_until;
  if (row.state != mail_state::leased || !is_same_lease) return;
  int const code = perhaps_arrived(row) ? row.smtp_code : smtp_code;
  storage::postpone(s.db(), row.id, step.due, code, step.why);
  if (step.attempts) storage::count_attempts(s.db(), row.id, *step.attempts);
}

}  // namespace

void record(store& s, mail const& tried, next_step const& step, int smtp_code, instant now) {
  auto const row = storage::find(s.db(), tried.id);
  if (!row) return;
  if (step.state == mail_state::waiting) return wait_again(s, tried, *row, step, smtp_code);
  storage::settle(s.db(), row->id, {step.state, smtp_code, step.why, now});
  if (!row->booking) return;
  if (step.state == mail_state::sent && asks_attendance(*row))
    storage::mark_asked(s.db(), *row->booking, row->booking_sequence);
  if (step.refused_address && tells_of_the_booking(row->kind)) mark_undeliverable(s, *row, now);
}

}  // namespace rehearse
