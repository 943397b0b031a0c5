// What is said to an SMTP server about one mail after the other, on a line that is kept open between them. MAIL, RCPT
// and DATA go together where the server takes them so (RFC 2920): two answers to wait for instead of four. Used by
// smtp_mailer alone, which judges what was seen. One thread at a time.
#pragma once

#include "notify/smtp/smtp_line.hpp"
#include "notify/smtp/smtp_mailer.hpp"
#include "notify/smtp/smtp_transcript.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace rehearse {

class smtp_session {
 public:
  // Throws std::invalid_argument for options that cannot work.
  explicit smtp_session(smtp_options options);

  // Hands over a text of CRLF lines. A line on which anything went wrong is not used again: answers may still be owed
  // on it, and would be taken for those about the next mail.
  smtp_transcript transfer(std::string const& from, std::string const& to, std::string_view text);

 private:
  using time = std::chrono::steady_clock::time_point;

  void open_line();
  void talk(std::string const& from, std::string const& to, std::string_view text);
  void ask(smtp_stage stage, std::string_view command, bool (*is_good)(int code));
  void say(std::string_view bytes);
  int hear(time until);
  std::string_view next_line();
  void wait(smtp_line::direction way, time until);

  smtp_options options_;
  std::unique_ptr<smtp_line> line_;
  bool takes_many_commands_ = false;
  time last_used_;
  // Of the attempt at hand.
  smtp_transcript seen_;
  time text_ends_;
  std::string heard_;  // from the server, and not read yet
  std::size_t read_ = 0;
};

}  // namespace rehearse
