// Writes down what became of a mail, and what follows from it: the attendance question counts as asked once the server
// accepted it; an address that is refused for good marks the booking, and the other side and the organizer are told.
// Within a job.
#pragma once

#include "scheduler/reminders/after_delivery.hpp"
#include "scheduler/storage/store.hpp"

namespace rehearse {

// `tried` is the mail as it was leased; its row may have taken a new sequence since.
void record(store& s, mail const& tried, next_step const& step, int smtp_code, instant now);

}  // namespace rehearse
