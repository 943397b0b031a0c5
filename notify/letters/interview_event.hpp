// A booking as an entry of somebody's calendar: what invitations of mails, `/b/….ics` and feeds show. Used by the
// letters and the pages. Pure; any thread.
#pragma once

#include "notify/calendar/calendar_file.hpp"
#include "notify/letters/facts.hpp"

namespace rehearse {

// The entry of the candidate or the volunteer, in that side's language: a neutral summary, both times, language and
// editor, the place to meet, and that deleting it tells nobody. `stamp`: when it is made.
calendar_event interview_event(letter_side of, booking_facts const& b, instant stamp);

}  // namespace rehearse
