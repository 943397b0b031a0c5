// A mail that is owed: a row of the outbox, written in the transaction of the change it tells of, composed when it
// leaves (contract 8). Plain values; use cases write them, reminders/ plans, claims and sends them.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

enum class mail_kind {
  booking_confirmation,
  address_confirmation,      // of a pending booking
  new_address_confirmation,  // of a candidate who changes the address
  reminder,
  rescheduled,
  place_changed,
  cancellation,
  running_late,
  follow_up,
  sign_in_link,
  invitation,  // of a volunteer
  found_links,
  limit_explained,  // why a booking was refused
  undeliverable,    // to the other side and the organizer
};
std::string_view name_of(mail_kind k);
std::optional<mail_kind> mail_kind_named(std::string_view name);
std::vector<mail_kind> const& all_mail_kinds();

// waiting → leased → sent | waiting again | failed | uncertain; waiting → dropped (superseded, or useless by now).
enum class mail_state { waiting, leased, sent, dropped, failed, uncertain };
std::string_view name_of(mail_state s);
std::optional<mail_state> mail_state_named(std::string_view name);

// What stands in `detail`, by kind; all members there always, none else:
//   reminder                  {"minutes_before": 1440, "ask_attendance": true}
//   follow_up                 {"minutes_after": 60, "ask_outcome": false}
//   rescheduled               {"by": "candidate", "old_start": "2026-11-24T13:30:00Z"}: where it was before this move
//   place_changed             {"by": "volunteer"}
//   cancellation              {"by": "candidate", "late": false, "message": "…"}  (never the reason)
//   running_late              {"by": "candidate", "minutes": 10}; goes to the other side
//   undeliverable             {"unreachable": "candidate"}: the side whose mail server refuses
//   new_address_confirmation  {}; `recipient` is the new address
//   sign_in_link              {"sign_in": "in_…", "next": "/volunteer/profile", "locale": "es"}; `next` where one was
//                             wanted, `locale` where the page was asked for in one; renewed when the mail leaves late
//   invitation                {}
//   found_links               {"bookings": ["bk_…"]}
//   limit_explained           {"reason": "open_bookings", "bookings" or "overlap", "count": 2, "within_days": 0,
//   "name": "…",
//                              "locale": "en", "zone": "Africa/Lagos"}
struct mail {
  mail_id id;
  mail_kind kind = mail_kind::booking_confirmation;
  party to = party::candidate;  // the side it goes to
  std::string recipient;  // the address, where the kind is about no booking (sign-in, found links, …); else empty: the
                          // booking's own at the time
  std::optional<booking_id> booking;
  std::optional<volunteer_id> volunteer;  // the recipient, of an invitation or a volunteer's sign-in link
  int booking_sequence = 0;   // the booking's when the row was written: a row whose booking moved on is dropped
  std::string detail = "{}";  // JSON object: what this kind needs beside the booking (minutes late, the old start, …)
  bool urgent = false;        // overtakes bulk
  instant written_at;
  instant due;            // not before
  instant useless_after;  // never sent later than this
  mail_state state = mail_state::waiting;
  int attempts = 0;
  std::optional<instant> leased_until;
  std::string leased_by;
  std::optional<instant> settled_at;  // when it was sent, dropped, failed or became uncertain
  int smtp_code = 0;                  // of the last attempt
  std::string answer;                 // what the server said, or why it was dropped
};

}  // namespace rehearse
