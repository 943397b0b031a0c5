#include "scheduler/use_cases/booking_mails.hpp"

#include "scheduler/rules/mail_plan.hpp"
#include "scheduler/storage/outbox_table.hpp"

#include <boost/json/serialize.hpp>

namespace rehearse {
namespace {

constexpr auto use_of_a_mail = date::days{3};

mail letter(store& s, booking const& b, notice const& what, instant now) {
  mail m;
  m.id = s.make_id<mail_id>();
  m.kind = what.kind;
  m.to = what.to;
  m.recipient = what.recipient;
  m.booking = b.id;
  m.booking_sequence = b.sequence;
  m.detail = boost::json::serialize(what.detail);
  m.urgent = what.urgent;
  m.written_at = now;
  m.due = now;
  m.useless_after = useless_after(what.kind, b, now);
  return m;
}

std::vector<mail> letters_to_both(store& s, booking const& b, notice what, instant now) {
  std::vector<mail> letters;
  for (auto const side : {party::candidate, party::volunteer}) {
    what.to = side;
    letters.push_back(letter(s, b, what, now));
  }
  return letters;
}

}  // namespace

void tell(store& s, booking const& b, notice const& what, instant now) {
  storage::insert(s.db(), letter(s, b, what, now));
}

void tell_both(store& s, booking const& b, notice const& what, instant now) {
  storage::insert(s.db(), letters_to_both(s, b, what, now));
}

void tell_both_and_plan_reminders(store& s, booking const& b, notice const& what, instant now) {
  auto letters = letters_to_both(s, b, what, now);
  for (auto& m : planned_mails(b, now)) {
    m.id = s.make_id<mail_id>();
    letters.push_back(std::move(m));
  }
  storage::insert(s.db(), letters);  // at once, for there are many
}

void tell_confirmed(store& s, booking const& b, instant now) {
  tell_both_and_plan_reminders(s, b, {mail_kind::booking_confirmation, party::candidate, {}, is_soon(b.start, now), {}},
                               now);
}

void drop_all_mails(store& s, booking const& b, std::string_view why, instant now) {
  drop_mails(s, b, {}, why, now);
}

void drop_mails_of_the_old_time(store& s, booking const& b, instant now) {
  drop_mails(s, b,
             {mail_kind::booking_confirmation, mail_kind::reminder, mail_kind::rescheduled, mail_kind::place_changed,
              mail_kind::running_late, mail_kind::follow_up},
             "the interview was moved", now);
}

void drop_mails(store& s, booking const& b, std::vector<mail_kind> kinds, std::string_view why, instant now) {
  storage::drop_waiting(s.db(), {b.id, std::move(kinds), std::nullopt, std::string(why), now});
}

party other_side(party by) {
  return by == party::candidate ? party::volunteer : party::candidate;
}

bool is_soon(instant start, instant now) {
  return start <= now + 24h;
}

void tell_address(store& s, letter_to_address const& what, instant now) {
  mail m;
  m.id = s.make_id<mail_id>();
  m.kind = what.kind;
  m.recipient = what.address;
  m.detail = boost::json::serialize(what.detail);
  m.written_at = now;
  m.due = now;
  m.useless_after = now + use_of_a_mail;
  storage::insert(s.db(), m);
}

}  // namespace rehearse
