// From a row of the outbox to a message: looks up the facts as they are at this moment, decides whether the mail is
// still of use, and has notify/letters write it. Within a job of the worker.
#pragma once

#include "notify/letters/letters.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/reminders/worker.hpp"

namespace rehearse {

// A row whose booking moved on, was cancelled, or for which a later reminder is due as well, is answered with the
// reason to drop it.
// `writes` outlives the composer.
composer make_composer(letters const& writes, sender_facts sender);

}  // namespace rehearse
