// One conversation with an SMTP server through libcurl, and what was seen of it: the facts from which smtp_mailer
// judges the outcome. libcurl's exit code alone does not tell 4xx from 5xx, nor a lost message from one perhaps
// delivered. Used by smtp_mailer alone. One thread at a time.
#pragma once

#include "notify/smtp/smtp_mailer.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace rehearse {

// How far a conversation came: the last command that was sent. `ended`: the message was handed over to its end.
enum class smtp_stage { connecting, hello, starttls, login, other, mail_from, rcpt_to, data, ended };

// What was seen of one transfer.
struct smtp_transcript {
  CURLcode exit = CURLE_OK;
  smtp_stage stage = smtp_stage::connecting;
  bool was_reused = false;  // the connection was open before
  std::chrono::microseconds took{};
  bool login_missing = false;    // we have a name, the server asks for none
  bool offers_login = false;     // in its answer to our hello
  bool offers_starttls = false;  // likewise
  bool encrypted = false;
  bool logged_in = false;
  int replies = 0;              // complete ones
  int last_code = 0;            // of the last reply
  bool answered_stage = false;  // the last reply answers the last command
  std::string last_reply;       // its lines
  std::string curl_error;
};

class smtp_session {
 public:
  explicit smtp_session(smtp_options options);
  ~smtp_session();
  smtp_session(smtp_session const&) = delete;
  smtp_session& operator=(smtp_session const&) = delete;

  // MAIL, RCPT, DATA and the text, on the open connection or, with `fresh`, on a new one.
  smtp_transcript transfer(std::string const& from, std::string const& to, std::string_view text, bool fresh);
  // Logs in where needed and says NOOP.
  smtp_transcript greet();

 private:
  struct curl_deleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };

  void set_up();
  void set_up_encryption();
  smtp_transcript perform();
  void note_command(std::string_view line);
  bool note_reply(std::string_view line);
  bool would_go_on_without_login() const;

  static std::size_t read_text(char* to, std::size_t size, std::size_t count, void* session);
  static std::size_t see_reply(char* line, std::size_t size, std::size_t count, void* session);
  static int see_dialogue(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* session);
  static int see_progress(void* session, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  smtp_options options_;
  std::string url_;
  char error_[CURL_ERROR_SIZE] = {};
  std::string_view unsent_;
  smtp_transcript seen_;
  bool is_leaving_ = false;
  std::unique_ptr<CURL, curl_deleter> curl_;  // last: it may still speak to the members above while it ends
};

}  // namespace rehearse
