// How messages leave: one seam, two ways (SMTP over libcurl, .eml files). A mailer is one kept-open connection: it
// belongs to one thread at a time; the reminders' worker makes one for each of its sending threads.
#pragma once

#include "notify/letters/message.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace rehearse {

// No send takes longer than that, whatever the other side does: who leases a mail leases it for longer. It is ten
// minutes up to the end of the message, and the ten that a server may then take to answer (RFC 5321 section 4.5.3.2.6).
constexpr std::chrono::seconds longest_send{21 * 60};

enum class delivery {
  sent,              // 250 after the final dot, nothing else
  refused_for_now,   // no connection, a time-out before the end of the message, any 4xx: try again later
  refused_for_good,  // 5xx: this address or this message, not our login
  perhaps_sent,      // the connection was lost after the end of the message was sent, before its answer
};

struct delivery_report {
  delivery outcome = delivery::refused_for_now;
  int smtp_code = 0;            // the last reply's; 0: none
  std::string detail;           // what the server or the system said, one line, for a person
  bool mailbox_full = false;    // 5xx because of a full mailbox (5.2.2): worth another try
  bool server_trouble = false;  // the login, TLS or connection failed: every other mail would fare the same
};

class mailer {
 public:
  virtual ~mailer() = default;
  // Blocks until the server has answered, ten minutes at most after the final dot (RFC 5321 section 4.5.3.2).
  virtual delivery_report send(message const& mail) = 0;
};

}  // namespace rehearse
