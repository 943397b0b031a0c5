#include "notify/smtp/smtp_transcript.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::size_t longest_reply_kept = 2000;

// The code of the last line of a reply; 0 for any other line.
int final_code(std::string_view line) {
  auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (line.size() < 4 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) return 0;
  if (line[3] != ' ' && line[3] != '\r' && line[3] != '\n') return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

bool names_capability(std::string_view line, std::string_view name) {
  return line.size() >= 4 + name.size() && line.substr(4, name.size()) == name;
}

}  // namespace

void smtp_transcript::begin(smtp_stage next) {
  stage = next;
  answered_stage = false;
  last_reply.clear();
  if (next == smtp_stage::hello) offers_login = offers_starttls = offers_pipelining = false;
}

int smtp_transcript::note_reply(std::string_view line) {
  if (answered_stage) last_reply.clear();
  if (last_reply.size() + line.size() <= longest_reply_kept) last_reply += line;
  if (stage == smtp_stage::hello) {
    offers_login = offers_login || names_capability(line, "AUTH");
    offers_starttls = offers_starttls || names_capability(line, "STARTTLS");
    offers_pipelining = offers_pipelining || names_capability(line, "PIPELINING");
  }
  int const code = final_code(line);
  answered_stage = code != 0;
  if (code == 0) return 0;
  ++replies;
  last_code = code;
  if (stage == smtp_stage::starttls && code == 220) encrypted = true;
  if (stage == smtp_stage::login && code == 235) logged_in = true;
  return code;
}

}  // namespace rehearse
