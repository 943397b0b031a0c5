// One connection to an SMTP server, by libcurl: it finds the server, connects, encrypts and logs in, and from then on
// carries bytes. What is said about mails is smtp_session's. One thread at a time.
#pragma once

#include "notify/smtp/smtp_mailer.hpp"
#include "notify/smtp/smtp_transcript.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace rehearse {

// Throws std::invalid_argument for options that cannot work.
std::string url_with_name(smtp_options const& options);

class smtp_line {
 public:
  // `options` outlive it.
  explicit smtp_line(smtp_options const& options);
  // Says goodbye, and does not wait for an answer.
  ~smtp_line();
  smtp_line(smtp_line const&) = delete;
  smtp_line& operator=(smtp_line const&) = delete;

  // Connects, and logs in where needed; how that went stands in `seen`, its exit too.
  void connect(smtp_transcript& seen);
  // The same, and says NOOP; the line carries nothing afterwards.
  void greet(smtp_transcript& seen);

  // Once connected: as much of `unsent` as goes now is taken off its front; what has come is put behind `heard`.
  // CURLE_AGAIN: nothing now, see wait().
  CURLcode send(std::string_view& unsent);
  CURLcode receive(std::string& heard);
  enum class direction { out, in };
  // Until it can go on that way, or that long.
  void wait(direction way, std::chrono::milliseconds at_most);

 private:
  struct curl_deleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };

  void set_up();
  void set_up_encryption();
  void perform(smtp_transcript& seen);
  curl_socket_t socket() const;
  void note_command(std::string_view line);
  bool note_reply(std::string_view line);
  bool would_go_on_without_login() const;

  static std::size_t see_reply(char* line, std::size_t size, std::size_t count, void* self);
  static int see_dialogue(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* self);
  static int see_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  smtp_options const& options_;
  std::string url_;
  char error_[CURL_ERROR_SIZE] = {};
  smtp_transcript* seen_ = nullptr;  // while it connects
  bool is_leaving_ = false;
  bool carries_ = false;
  std::unique_ptr<CURL, curl_deleter> curl_;  // last: it may still speak to the members above while it ends
};

}  // namespace rehearse
