#include "notify/smtp/smtp_session.hpp"

#include <algorithm>
#include <utility>

namespace rehearse {
namespace {

// Firewalls forget a line that nothing goes over, and tell neither end.
constexpr std::chrono::seconds longest_idle{118};
// How soon it is seen that a send is to be abandoned.
constexpr std::chrono::milliseconds between_looks{500};
constexpr std::size_t longest_line_heard = 65536;

// Why a conversation ended before its end.
struct broken_off {
  CURLcode why;
  bool by_refusal = false;
};

bool is_fine(int code) {
  return code / 100 == 2;
}
bool goes_on(int code) {
  return code == 354;
}
bool is_taken(int code) {
  return code == 250;
}

// As DATA wants it (RFC 5321 section 4.5.2): no line of the text is the end of it.
std::string as_data(std::string_view text) {
  std::string data;
  data.reserve(text.size() + text.size() / 64 + 8);
  if (text.starts_with('.')) data += '.';
  for (auto at = text.find("\r\n."); at != text.npos; at = text.find("\r\n.")) {
    data.append(text.substr(0, at + 3)).append(".");
    text.remove_prefix(at + 3);
  }
  return data.append(text).append(".\r\n");
}

}  // namespace

smtp_session::smtp_session(smtp_options options) : options_(std::move(options)) {
  url_with_name(options_);
}

smtp_transcript smtp_session::transfer(std::string const& from, std::string const& to, std::string_view text) {
  auto const began = std::chrono::steady_clock::now();
  seen_ = {};
  text_ends_ = began + options_.text_timeout;
  if (began - last_used_ > longest_idle) line_ = nullptr;
  seen_.was_reused = line_ != nullptr;
  try {
    if (!line_) open_line();
    talk(from, to, text);
  } catch (broken_off const& end) {
    seen_.exit = end.why;
    if (seen_.error.empty() && !end.by_refusal) seen_.error = curl_easy_strerror(end.why);
    line_ = nullptr;
  }
  last_used_ = std::chrono::steady_clock::now();
  seen_.took = std::chrono::duration_cast<std::chrono::microseconds>(last_used_ - began);
  return std::move(seen_);
}

void smtp_session::open_line() {
  heard_.clear();
  read_ = 0;
  line_ = std::make_unique<smtp_line>(options_);
  line_->connect(seen_);
  if (seen_.exit != CURLE_OK) throw broken_off{seen_.exit};
  takes_many_commands_ = seen_.offers_pipelining;
}

void smtp_session::talk(std::string const& from, std::string const& to, std::string_view text) {
  auto const mail_from = "MAIL FROM:<" + from + ">\r\n", rcpt_to = "RCPT TO:<" + to + ">\r\n";
  bool const at_once = takes_many_commands_;
  ask(smtp_stage::mail_from, at_once ? mail_from + rcpt_to + "DATA\r\n" : mail_from, is_fine);
  ask(smtp_stage::rcpt_to, at_once ? "" : rcpt_to, is_fine);
  ask(smtp_stage::data, at_once ? "" : "DATA\r\n", goes_on);
  say(as_data(text));
  // From here on the message counts as perhaps delivered, and its answer may take long.
  ask(smtp_stage::ended, "", is_taken);
}

// Sends a command, if it has not gone already, and hears its answer.
void smtp_session::ask(smtp_stage stage, std::string_view command, bool (*is_good)(int code)) {
  seen_.begin(stage);
  say(command);
  auto const now = std::chrono::steady_clock::now();
  bool const is_last = stage == smtp_stage::ended;
  int const code =
      hear(is_last ? now + options_.final_reply_timeout : std::min(now + options_.reply_timeout, text_ends_));
  if (!is_good(code)) throw broken_off{CURLE_WEIRD_SERVER_REPLY, code >= 400};
}

void smtp_session::say(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const code = line_->send(bytes);
    if (code == CURLE_AGAIN) {
      wait(smtp_line::direction::out, std::min(std::chrono::steady_clock::now() + options_.reply_timeout, text_ends_));
    } else if (code != CURLE_OK) {
      throw broken_off{CURLE_SEND_ERROR};
    }
  }
}

// The code of the next reply.
int smtp_session::hear(time until) {
  for (;;) {
    for (auto line = next_line(); !line.empty(); line = next_line())
      if (int const code = seen_.note_reply(line)) return code;
    if (heard_.size() > longest_line_heard) throw broken_off{CURLE_WEIRD_SERVER_REPLY};
    auto const code = line_->receive(heard_);
    if (code == CURLE_AGAIN || std::chrono::steady_clock::now() > until) wait(smtp_line::direction::in, until);
    if (code != CURLE_AGAIN && code != CURLE_OK) throw broken_off{CURLE_RECV_ERROR};
  }
}

// With its end; empty: it has not come whole.
std::string_view smtp_session::next_line() {
  auto const end = heard_.find('\n', read_);
  if (end == heard_.npos) {
    heard_.erase(0, std::exchange(read_, 0));
    return {};
  }
  auto const begin = std::exchange(read_, end + 1);
  return std::string_view(heard_).substr(begin, end + 1 - begin);
}

void smtp_session::wait(smtp_line::direction way, time until) {
  if (options_.abandon.stop_requested()) throw broken_off{CURLE_ABORTED_BY_CALLBACK};
  auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  if (left.count() <= 0) throw broken_off{CURLE_OPERATION_TIMEDOUT};
  line_->wait(way, std::min(left, between_looks));
}

}  // namespace rehearse
