// Addresses that prove themselves by a link in a mail: of manage_booking.hpp.
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/link_token.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr auto most_confirmation_mails = 5;

bool was_mailed_enough(store& s, booking const& b) {
  auto const mails = storage::mails_about(s.db(), b.id);
  return std::ranges::count(mails, mail_kind::address_confirmation, &mail::kind) >= most_confirmation_mails;
}

refusal link_expired(std::string detail) {
  return refused(errc::link_expired, std::move(detail));
}

// Whoever has the link is the candidate: the booking, if it is the token of it now or was one before.
struct proof {
  booking it;
  bool is_current;
};
result<proof> proven(store& s, booking_id const& id, token_purpose purpose, std::string_view token) {
  auto found = storage::find(s.db(), id);
  if (!found) return no_such_booking();
  for (int generation = found->confirm_generation; generation >= 0; --generation) {
    if (!is_token_of(s.secret(), {purpose, id.text, generation}, token)) continue;
    bool const is_current = generation == found->confirm_generation;
    return proof{std::move(*found), is_current};
  }
  return no_such_booking();
}

result<booking> confirm(store& s, booking b, instant now) {
  b.state = booking_state::confirmed;
  b.email_confirmed = true;
  b.held_until.reset();
  storage::keep_occupation_of(s.db(), b.id);
  save(s, b, {candidate_of{b.id}, party::candidate, "confirmed", "booking.confirm_address"}, now);
  drop_mails(s, b, {mail_kind::address_confirmation}, "the address is confirmed", now);
  tell_confirmed(s, b, now);
  return b;
}

}  // namespace

result<booking> confirm_address(store& s, booking_id const& id, std::string_view token, instant now) {
  auto link = proven(s, id, token_purpose::confirm_address, token);
  if (!link) return link.error();
  switch (state_by_now(link->it, now)) {
    case booking_state::pending:
      return confirm(s, std::move(link->it), now);
    case booking_state::expired:
      return link_expired("The slot was held for you until the link ran out. Please book again.");
    case booking_state::cancelled:
      return refused(errc::wrong_state, "This booking is cancelled.");
    default:
      return as_of(std::move(link->it), now);
  }
}

result<booking> mail_confirmation_again(store& s, caller const& who, booking_id const& id, int mails_per_hour,
                                        instant now) {
  auto found = booking_for(s, who, id);
  if (!found) return found.error();
  auto& b = found->it;
  if (state_by_now(b, now) != booking_state::pending) return refused(errc::wrong_state, "Nothing is to be confirmed.");
  if (was_mailed_enough(s, b))
    return refused(errc::too_often, "The mail was sent five times: that is as often as it goes.");
  if (auto may = may_be_mailed(s, b.candidate.email, mails_per_hour, now); !may) return may.error();
  drop_mails(s, b, {mail_kind::address_confirmation}, "it was asked for again", now);
  tell(s, b, {mail_kind::address_confirmation, party::candidate, {}, true, {}}, now);
  note(s, who, "booking.mail_confirmation_again", {b.id.text}, now);
  return std::move(b);
}

result<booking> confirm_new_address(store& s, booking_id const& id, std::string_view token, instant now) {
  auto link = proven(s, id, token_purpose::change_address, token);
  if (!link) return link.error();
  auto& b = link->it;
  if (!link->is_current) return link_expired("Another address was asked for after this one, or the booking is over.");
  if (!is_open(state_by_now(b, now))) return link_expired("The booking is over.");
  if (!b.new_email) return as_of(std::move(b), now);  // by this link: each wish has its own
  if (auto may = may_change(b, now); !may) return may.error();
  b.candidate.email = *b.new_email;
  b.new_email.reset();
  b.email_confirmed = true;
  b.undeliverable = false;
  save(s, b, {candidate_of{b.id}, party::candidate, "email_changed", "booking.change_address"}, now);
  drop_mails(s, b, {mail_kind::new_address_confirmation}, "the address is confirmed", now);
  // So that the new address has the links and the calendar entry.
  if (now < b.end) tell(s, b, {mail_kind::booking_confirmation, party::candidate, {}, is_soon(b.start, now), {}}, now);
  return std::move(b);
}

}  // namespace rehearse
