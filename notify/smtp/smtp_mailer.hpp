// Mail over SMTP: one kept-open connection of libcurl, which no other file includes but smtp_session. The reminders'
// worker owns one per sending thread; `doctor` asks smtp_login_check. One thread at a time per mailer; several mailers
// at once are fine.
#pragma once

#include "config/starttls.hpp"
#include "notify/smtp/mailer.hpp"

#include <chrono>
#include <stop_token>
#include <string>

namespace rehearse {

struct smtp_options {
  std::string url;  // smtp://host:port, or smtps://host:port for TLS from the first byte (`encryption` does not matter)
  std::string username;  // empty: no login
  std::string password;
  starttls encryption = starttls::required;
  std::string ehlo_name = "localhost";            // the name we go by
  std::string ca_file;                            // empty: the system's authorities
  std::chrono::seconds connect_timeout{60};       // until greeted, encrypted and logged in
  std::chrono::seconds reply_timeout{300};        // for each answer before the end of the message
  std::chrono::seconds final_reply_timeout{600};  // for the answer to it (RFC 5321 section 4.5.3.2.6)
  std::chrono::seconds text_timeout{600};         // for all that comes before it, however steadily it trickles
  std::stop_token abandon;                        // when it stops, a send in flight ends within about a second
};

// A mailer over SMTP; connects with the first message. Throws std::invalid_argument for options that cannot work.
// A connection that the server dropped while idle is replaced inside the same send: nothing had been sent on it.
std::unique_ptr<mailer> make_smtp_mailer(smtp_options options);

struct smtp_check {
  bool passed = false;
  std::string detail;  // one line for a person: what was reached, or what went wrong
};

// Connects, encrypts, logs in and leaves; sends no mail.
smtp_check smtp_login_check(smtp_options const& options);

}  // namespace rehearse
