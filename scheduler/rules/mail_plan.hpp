// Which mails a booking will owe, and when: its reminders and follow-ups by its own copy of the policy (contract 8).
// Used by the use cases, which write the rows with the change they follow from. Whether one is still useful when it
// falls due is seen again by the worker. Pure; any thread.
#pragma once

#include "scheduler/rules/mail.hpp"

#include <vector>

namespace rehearse {

// The reminders and follow-ups that a confirmed booking owes from `now` on, by due time, without ids. One already past
// is left out, as is a reminder that could never leave in time. A volunteer's own switch is looked at when they leave.
std::vector<mail> planned_mails(booking const& b, instant now);

// The rules of its policy by which the booking as it stands now is reminded, longest before first: without those whose
// moment had passed when it was booked, confirmed or moved.
std::vector<reminder_rule> reminders_that_come(booking const& b);

// From when on a mail of that kind about that booking, due then, is of no use: five minutes before the start for a
// reminder, the end for what is about the interview, three days for the rest.
instant useless_after(mail_kind kind, booking const& b, instant due);

}  // namespace rehearse
