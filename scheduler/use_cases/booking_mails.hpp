// The mails that tell of a change to a booking: rows of the outbox, written in its transaction, composed when they
// leave. Used by the use cases of bookings alone. Within a transaction.
#pragma once

#include "scheduler/rules/mail.hpp"
#include "scheduler/storage/store.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace rehearse {

// What is told, to one side of a booking. `detail` is described beside mail::detail.
struct notice {
  mail_kind kind;
  party to;
  boost::json::object detail = {};
  bool urgent = false;
  std::string recipient = {};  // where it is not the booking's own address
};
void tell(store& s, booking const& b, notice const& what, instant now);
void tell_both(store& s, booking const& b, notice const& what, instant now);
// Beside it the reminders and follow-ups that a confirmed booking owes from now on.
void tell_both_and_plan_reminders(store& s, booking const& b, notice const& what, instant now);

// A booking is confirmed: both sides are told, and will be reminded.
void tell_confirmed(store& s, booking const& b, instant now);

// Drops what waits about the booking: everything; or what speaks of its time, since it has another now.
void drop_all_mails(store& s, booking const& b, std::string_view why, instant now);
void drop_mails_of_the_old_time(store& s, booking const& b, instant now);
void drop_mails(store& s, booking const& b, std::vector<mail_kind> kinds, std::string_view why, instant now);

// The other side of a booking; `by` is its candidate or its volunteer.
party other_side(party by);
// Starts within 24 hours: what is told of it now cannot wait behind bulk.
bool is_soon(instant start, instant now);

// A mail to an address, about no booking.
struct letter_to_address {
  mail_kind kind;
  std::string address;
  boost::json::object detail;
};
void tell_address(store& s, letter_to_address const& what, instant now);

}  // namespace rehearse
