// What may happen to a booking, and until when: each question has its one function here, asked by use cases, API and
// pages alike. Pure: `now` is handed in. A void result means: allowed.
#pragma once

#include "scheduler/rules/booking.hpp"

namespace rehearse {

// `pending` and `confirmed`: it takes time of the volunteer.
bool is_open(booking_state s);

// When its present time was agreed, and its reminders were planned: it was booked, confirmed, or moved last.
instant agreed_at(booking const& b);

instant cancel_until(booking const& b);  // after it a cancellation counts as late
instant reschedule_until(booking const& b);
bool would_be_late(booking const& b, instant now);

// Refuses with already_started or wrong_state. (A booking that is cancelled already is the use case's business: the
// same answer again.)
result<void> may_cancel(booking const& b, instant now);
// propose_instead for a volunteer; already_started, wrong_state; reschedule_too_late, reschedule_limit (never for an
// organizer).
result<void> may_reschedule(booking const& b, party by, instant now);
// Of a confirmed one, before the start: wrong_state, already_started.
result<void> may_confirm_attendance(booking const& b, instant now);
// From two hours before the start until the end: too_early, wrong_state.
result<void> may_tell_running_late(booking const& b, instant now);
// 14 days after the end.
instant report_until(booking const& b);
// From ten minutes after the start until then: too_early, wrong_state.
result<void> may_report_presence(booking const& b, instant now);
// Details of the candidate may be corrected while it is open: wrong_state.
result<void> may_change(booking const& b, instant now);
// The place to meet, until the end: wrong_state.
result<void> may_change_place(booking const& b, instant now);

// The state that the reports and the time make of it: `completed` when both came, or when nothing was reported for
// seven days; `expired` when its hold has run out. Its own state where nothing follows yet. Where reports differ on
// somebody, the organizer's settles it; without one it is open.
booking_state state_by_now(booking const& b, instant now);

}  // namespace rehearse
