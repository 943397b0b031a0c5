#include "scheduler/storage/booking_row.hpp"

#include "scheduler/documents/policy_document.hpp"
#include "scheduler/documents/preparation_document.hpp"
#include "scheduler/storage/stored_document.hpp"

namespace rehearse::storage {
namespace {

candidate_details read_candidate(row& r) {
  candidate_details c;
  for (auto* member : {&c.name, &c.email, &c.zone, &c.locale}) *member = r.text();
  return c;
}

agreed_time read_agreed(row& r) {
  agreed_time a;
  a.candidate = r.wall_time();
  a.candidate_zone = r.text();
  a.volunteer = r.wall_time();
  a.volunteer_zone = r.text();
  a.tzdata = r.text();
  return a;
}

std::optional<cancellation> read_cancellation(row& r) {
  if (r.is_null()) {
    r.pass(5);
    return std::nullopt;
  }
  cancellation c;
  c.by = r.word(party_named);
  c.at = r.time();
  c.late = r.flag();
  c.reason = r.word(cancel_reason_named);
  c.message = r.text();
  return c;
}

// The columns of the cancellation, NULL where there is none.
template <class Value, class Member>
std::optional<Value> of_cancellation(booking const& b, Member member) {
  if (!b.cancelled) return std::nullopt;
  return Value(member(*b.cancelled));
}

// Places 1 to 38, in the order of the columns.
void bind_booking(statement& s, booking const& b) {
  using text = std::string_view;
  bind_all(s, b.id, name_of(b.state), b.sequence, b.revision, b.reference, b.interview_type, b.start, b.end,
           b.volunteer, b.candidate.name, b.candidate.email, b.candidate.zone, b.candidate.locale, b.email_confirmed,
           b.new_email, b.agreed.candidate, b.agreed.candidate_zone, b.agreed.volunteer, b.agreed.volunteer_zone,
           b.agreed.tzdata, document_text(write_preparation(b.prepared)), b.agreed_to.job_leads, b.meeting_url,
           b.editor_url, name_of(b.attends), b.policy_id, document_text(write_policy(b.rules)), b.reschedules,
           of_cancellation<text>(b, [](cancellation const& c) { return name_of(c.by); }),
           of_cancellation<instant>(b, [](cancellation const& c) { return c.at; }),
           of_cancellation<bool>(b, [](cancellation const& c) { return c.late; }),
           of_cancellation<text>(b, [](cancellation const& c) { return name_of(c.reason); }),
           of_cancellation<text>(b, [](cancellation const& c) -> text { return c.message; }), b.undeliverable,
           b.token_generation, b.confirm_generation, b.held_until, b.made_at);
}

}  // namespace

booking read_booking(row r) {
  static thread_local documents_met<policy> policies;
  booking b;
  b.id.text = r.text();
  b.state = r.word(booking_state_named);
  b.sequence = r.number();
  b.revision = r.number();
  b.reference = r.text();
  b.interview_type = r.text();
  b.start = r.time();
  b.end = r.time();
  b.volunteer.text = r.text();
  b.candidate = read_candidate(r);
  b.email_confirmed = r.flag();
  b.new_email = r.maybe_text();
  b.agreed = read_agreed(r);
  b.prepared = stored(read_preparation(parse_document(r.text())), "preparation");
  b.agreed_to.job_leads = r.flag();
  b.meeting_url = r.text();
  b.editor_url = r.text();
  b.attends = r.word(attendance_named);
  b.policy_id = r.text();
  b.rules = policies.read(r.text(), read_kept_policy, "policy");
  b.reschedules = r.number();
  b.cancelled = read_cancellation(r);
  b.undeliverable = r.flag();
  b.token_generation = r.number();
  b.confirm_generation = r.number();
  b.held_until = r.maybe_time();
  b.made_at = r.time();
  return b;
}

void insert_booking_row(connection& db, booking const& b) {
  auto& s = db.prepared("insert into bookings (" REHEARSE_BOOKING_COLUMNS
                        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
                        "$19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, "
                        "$37, $38)");
  bind_booking(s, b);
  s.run_later();
}

int update_booking_row(connection& db, booking const& b) {
  auto& s = db.prepared("update bookings set (" REHEARSE_BOOKING_COLUMNS
                        ") = ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
                        "$19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, "
                        "$37, $38) where id = $1");
  bind_booking(s, b);
  s.step();
  return s.changed();
}

}  // namespace rehearse::storage
