// What becomes of a mail after an attempt to deliver it (contract 8): sent, try again and when, given up, or for a
// person to look at. Pure but for the jitter, which is drawn from the randomness handed in.
#pragma once

#include "config/randomness.hpp"
#include "notify/smtp/mailer.hpp"
#include "scheduler/rules/mail.hpp"

#include <optional>
#include <string>

namespace rehearse {

struct next_step {
  mail_state state = mail_state::sent;  // sent, failed or uncertain; waiting: again at `due`
  instant due;
  std::string why;               // for a person; the server's words where there are any
  bool refused_address = false;  // failed, and it was neither our login nor the time that ran out
  std::optional<int> attempts;   // of one that waits: how many count, where not all
};

// `m.attempts` counts this one. A refusal for now is tried again with back-off and jitter (half a minute, doubled each
// time, an hour at most, and the closer together the less time is left) until the mail would be useless; a refusal for
// good is final but for a full mailbox; a mail that may have arrived is tried once more, not before 15 minutes, and
// then is uncertain.
next_step after_delivery(mail const& m, delivery_report const& report, instant now, randomness& chance);

// Of a mail that was leased and not tried: it waits as before.
next_step given_back(mail const& m);

// An earlier attempt may have delivered it. The row tells by the code that is kept with it.
bool perhaps_arrived(mail const& m);

}  // namespace rehearse
