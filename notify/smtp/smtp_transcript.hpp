// What was seen of one attempt to hand a mail to an SMTP server: the facts from which smtp_mailer judges the outcome.
// An error alone does not tell 4xx from 5xx, nor a lost message from one perhaps delivered. Written by smtp_line and
// smtp_session. One thread at a time.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace rehearse {

// How far a conversation came: the last command that was sent. `ended`: the message was handed over to its end.
enum class smtp_stage { connecting, hello, starttls, login, other, mail_from, rcpt_to, data, ended };

struct smtp_transcript {
  CURLcode exit = CURLE_OK;
  smtp_stage stage = smtp_stage::connecting;
  bool was_reused = false;  // the connection was open before
  std::chrono::microseconds took{};
  bool login_missing = false;      // we have a name, the server asks for none
  bool offers_login = false;       // in its answer to our hello
  bool offers_starttls = false;    // likewise
  bool offers_pipelining = false;  // likewise: it takes commands before it has answered those before (RFC 2920)
  bool encrypted = false;
  bool logged_in = false;
  int replies = 0;              // complete ones
  int last_code = 0;            // of the last reply
  bool answered_stage = false;  // the last reply answers the last command
  std::string last_reply;       // its lines
  std::string error;            // where it was not the server that refused

  // A command goes out: what comes from now on answers it.
  void begin(smtp_stage next);
  // One more line from the server. Its code where it ends a reply; 0 where more follows, or where it is none.
  int note_reply(std::string_view line);
};

}  // namespace rehearse
