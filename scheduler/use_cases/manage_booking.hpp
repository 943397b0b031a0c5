// What can be done with a booking once it is made, each a sentence of contract 6. Every one looks up the booking, asks
// who is calling (not_found when it is not theirs), asks rules/booking_rules, writes, and writes the mails that tell of
// it.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/caller.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/storage/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

// The booking with its history, for its candidate, its volunteer or an organizer.
result<booking> read_booking(store& s, caller const& who, booking_id const& id, instant now);

struct booking_query {
  std::optional<volunteer_id> volunteer = {};
  std::optional<booking_state> state = {};
  std::string reference = {};
  std::optional<instant> from = {};  // of the start
  std::optional<instant> to = {};
  std::size_t limit = 50;
  std::string cursor = {};
  bool latest_first = false;                                // else by start, ascending
  enum class part { all, coming, over } which = part::all;  // coming: open and not ended
};
struct booking_page {
  std::vector<booking> items;
  std::optional<std::string> next;
};
// As they are at `now`. A volunteer sees their own alone; an organizer all. bad_query: a cursor that is none.
result<booking_page> list_bookings(store& s, caller const& who, booking_query const& asked, instant now);

// pending → confirmed, with the token from the mail; the same answer again once it is confirmed. link_expired when the
// hold ran out.
result<booking> confirm_address(store& s, booking_id const& id, std::string_view token, instant now);
// The mail with that token goes once more, to a pending booking's address: at most five in all (too_often), and no more
// than `may_be_mailed` says. wrong_state where nothing is to be confirmed.
result<booking> mail_confirmation_again(store& s, caller const& who, booking_id const& id, int mails_per_hour,
                                        instant now);
// A candidate's new address takes effect. link_expired: another was asked for since, or the booking is over.
result<booking> confirm_new_address(store& s, booking_id const& id, std::string_view token, instant now);

struct cancel_request {
  booking_id booking;
  cancel_reason reason = cancel_reason::other;
  std::string message;
};
// Cancelled already: the same answer again.
result<booking> cancel_booking(store& s, caller const& who, cancel_request const& asked, instant now);

struct reschedule_request {
  booking_id booking;
  instant start;
};
// Moved atomically: the old slot is free exactly when the new one is taken. slot_unavailable (alternatives_to tells
// what else is free); booking_limit: the candidate has another interview then.
result<booking> reschedule_booking(store& s, caller const& who, reschedule_request const& asked, instant now);
// Up to three free starts of the same volunteer, the nearest first; none where the caller may not move it.
std::vector<alternative> alternatives_to(store& s, caller const& who, reschedule_request const& asked, instant now);

// The free starts to which this booking could be moved: its own volunteer's, not counting against itself.
result<std::vector<slot>> slots_to_move_to(store& s, caller const& who, booking_id const& id, instant from, instant to,
                                           instant now);

result<booking> confirm_attendance(store& s, caller const& who, booking_id const& id, instant now);
// The other side is told at once. 1–120 minutes.
result<booking> tell_running_late(store& s, caller const& who, booking_id const& id, minutes late, instant now);

// What each side said last of coming late to the present time; nothing once the interview is over.
struct lateness {
  party by;
  instant at;
  minutes late;
};
std::vector<lateness> told_lateness(store& s, booking const& b, instant now);

struct presence_request {
  booking_id booking;
  std::optional<presence> candidate;
  std::optional<presence> volunteer;
};
result<booking> report_presence(store& s, caller const& who, presence_request const& asked, instant now);

// What a PATCH may change: absent members stay. The candidate: all but the place; the volunteer: the place alone
// (sequence + 1, mailed); an organizer: both. `forbidden` names the member that is not theirs.
struct booking_changes {
  std::optional<std::string> name = {};
  std::optional<std::string> email = {};  // takes effect when confirmed from that address
  std::optional<std::string> zone = {};
  std::optional<std::string> locale = {};
  std::optional<preparation> prepared = {};  // whole, already merged
  std::optional<consents> agreed_to = {};
  std::optional<std::string> meeting_url = {};
  std::optional<std::string> editor_url = {};
};
// What the database knows to be wrong with changes that have mistakes already, so that all are answered at once.
std::vector<field_error> further_mistakes(store& s, booking const& b, booking_changes const& changes);
result<booking> change_booking(store& s, caller const& who, booking_id const& id, booking_changes const& changes,
                               std::optional<int> expected_revision, instant now);

// Always well: the address is mailed the links of its open bookings, if it has any and has not been mailed too often.
void find_bookings(store& s, std::string const& email, int mails_per_hour, instant now);

// The passing of time: run-out holds expire, interviews of which nothing was heard are completed. How many bookings
// changed.
int settle_bookings(store& s, instant now, int at_most);

// Notes on accessibility, and illness as a reason, are deleted 30 days after the interview. Goes through at most so
// many bookings; as many as that, call it again: there are more.
int forget_private_details(store& s, instant now, int at_most);

// May something be done that mails this address although a stranger may be the one who asks? too_many_requests once it
// got so many of such mails within the last hour; 0: always. Asked by every entrance before booking, before another
// address is wished for, before links are sent.
result<void> may_be_mailed(store& s, std::string const& email, int mails_per_hour, instant now);

}  // namespace rehearse
