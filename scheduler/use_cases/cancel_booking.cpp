// Of manage_booking.hpp.
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/manage_booking.hpp"

namespace rehearse {
namespace {

// The reason stays behind: it is for the organizer's eyes alone.
void tell_of_cancellation(store& s, booking const& b, bool volunteer_knew, instant now) {
  auto const& c = *b.cancelled;
  notice what{mail_kind::cancellation, party::candidate, {}, is_soon(b.start, now), {}};
  what.detail = {{"by", name_of(c.by)}, {"late", c.late}, {"message", c.message}};
  tell(s, b, what, now);
  what.to = party::volunteer;
  if (volunteer_knew) tell(s, b, what, now);
}

}  // namespace

result<booking> cancel_booking(store& s, caller const& who, cancel_request const& asked, instant now) {
  auto found = booking_for(s, who, asked.booking);
  if (!found) return found.error();
  auto& b = found->it;
  if (b.state == booking_state::cancelled) return std::move(b);
  if (auto may = may_cancel(b, now); !may) return may.error();

  bool const volunteer_knew = b.state == booking_state::confirmed;
  storage::lock_volunteer(s.db(), b.volunteer);
  b.cancelled = cancellation{found->by, now, would_be_late(b, now), asked.reason, asked.message};
  b.state = booking_state::cancelled;
  b.held_until.reset();
  b.new_email.reset();
  ++b.confirm_generation;  // the link to an address that never confirmed itself opens nothing any more
  ++b.sequence;            // the calendar's CANCEL follows the last REQUEST (RFC 5546, 2.1.4)
  storage::remove_occupations_of(s.db(), b.id);
  save(s, b, {who, found->by, "cancelled", "booking.cancel"}, now);
  drop_all_mails(s, b, "the booking was cancelled", now);
  tell_of_cancellation(s, b, volunteer_knew, now);
  return std::move(b);
}

}  // namespace rehearse
