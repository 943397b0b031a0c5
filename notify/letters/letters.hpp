// The mails of the programme: one function per kind, facts in, message out. Used by the scheduler's composer; sending
// is notify/smtp's. Each speaks the recipient's language, names zone and offset with every time, and, about a booking,
// says how to give a heads-up, with its link. Links open pages, they never act: scanners follow them. Made once at
// start (a broken template throws there); then const, any thread.
#pragma once

#include "notify/letters/facts.hpp"
#include "notify/letters/message.hpp"
#include "notify/words/templates.hpp"

#include <filesystem>

namespace rehearse {

class letter_draft;

class letters {
 public:
  // Templates from the folder where it has them, else the built-in ones. Throws template_error.
  explicit letters(std::filesystem::path const& folder = {});

  // About a booking, to one side. With a calendar part: confirmation, rescheduled, place_changed (REQUEST),
  // cancellation (CANCEL).
  message booking_confirmation(letter_side to, booking_facts const& b, letter_stamp const& stamp) const;
  // Attendance is asked of the candidate alone: nobody else can confirm it.
  message reminder(letter_side to, booking_facts const& b, bool ask_attendance, letter_stamp const& stamp) const;
  message rescheduled(letter_side to, booking_facts const& b, move_facts const& move, letter_stamp const& stamp) const;
  message place_changed(letter_side to, booking_facts const& b, letter_stamp const& stamp) const;
  message cancellation(letter_side to, booking_facts const& b, cancellation_facts const& c,
                       letter_stamp const& stamp) const;
  // `to` is the side that waits; the other one is late.
  message running_late(letter_side to, booking_facts const& b, minutes late, letter_stamp const& stamp) const;
  message follow_up(letter_side to, booking_facts const& b, bool ask_outcome, letter_stamp const& stamp) const;
  // To the other side and the organizer: mail to the unreachable side is refused for good.
  message undeliverable(letter_side to, letter_side unreachable, booking_facts const& b,
                        letter_stamp const& stamp) const;

  // To the candidate of a pending booking; the slot is held for as long as the link is valid.
  message address_confirmation(booking_facts const& b, hold_facts const& hold, letter_stamp const& stamp) const;
  // To the new address of a candidate who changes it.
  message new_address_confirmation(booking_facts const& b, std::string const& address, link_facts const& link,
                                   letter_stamp const& stamp) const;

  // About no booking.
  message sign_in_link(recipient_facts const& r, link_facts const& link, letter_stamp const& stamp) const;
  message volunteer_invitation(recipient_facts const& r, std::string const& sign_in_url,
                               letter_stamp const& stamp) const;
  message found_links(recipient_facts const& r, std::vector<found_booking> const& found,
                      letter_stamp const& stamp) const;
  message limit_explained(recipient_facts const& r, limit_facts const& limit, letter_stamp const& stamp) const;

 private:
  message finished(letter_draft draft, recipient_facts const& r, letter_stamp const& stamp) const;
  message about(booking_facts const& b, letter_draft draft, recipient_facts const& r, letter_stamp const& stamp) const;
  message with_calendar(message mail, letter_side to, booking_facts const& b, invitation_method method) const;

  templates templates_;
};

}  // namespace rehearse
