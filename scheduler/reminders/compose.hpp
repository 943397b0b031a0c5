// From a row of the outbox to a message: looks up the facts as they are at this moment, decides whether the mail is
// still of use, and has notify/letters write it. Within a read job of the worker.
#pragma once

#include "scheduler/reminders/worker.hpp"

#include <string>

namespace rehearse {

// What letters need that stands in no table.
struct sender_facts {
  std::string public_url;    // without a slash at its end
  std::string from_address;  // [smtp] from
};

// A row whose booking moved on, was cancelled, or for which a later reminder is due as well, is answered with the
// reason to drop it.
composer make_composer(sender_facts sender);

}  // namespace rehearse
