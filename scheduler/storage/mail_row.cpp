#include "scheduler/storage/mail_row.hpp"

namespace rehearse::storage {
namespace {

template <class Id>
std::optional<Id> read_id(row& r) {
  auto text = r.maybe_text();
  if (!text) return std::nullopt;
  return Id{std::move(*text)};
}

}  // namespace

numbered_mail read_numbered_mail(row r) {
  numbered_mail read;
  auto& m = read.letter;
  read.number = r.big();
  m.id.text = r.text();
  m.kind = r.word(mail_kind_named);
  m.to = r.word(party_named);
  m.recipient = r.text();
  m.booking = read_id<booking_id>(r);
  m.volunteer = read_id<volunteer_id>(r);
  m.booking_sequence = r.number();
  m.detail = r.text();
  m.urgent = r.flag();
  m.written_at = r.time();
  m.due = r.time();
  m.useless_after = r.time();
  m.state = r.word(mail_state_named);
  m.attempts = r.number();
  m.leased_until = r.maybe_time();
  m.leased_by = r.text();
  m.settled_at = r.maybe_time();
  m.smtp_code = r.number();
  m.answer = r.text();
  return read;
}

mail read_mail(row r) {
  return read_numbered_mail(r).letter;
}

}  // namespace rehearse::storage
