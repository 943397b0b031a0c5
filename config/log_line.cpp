#include "config/log_line.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace rehearse::log {

namespace {

void append_escape(std::string& to, unsigned char control) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (control) {
    case '\n':
      to += "\\n";
      return;
    case '\r':
      to += "\\r";
      return;
    case '\t':
      to += "\\t";
      return;
    default:
      to += "\\u00";
      to += digits[control >> 4];
      to += digits[control & 15];
  }
}

// How many bytes the UTF-8 sequence at the front of `text` has (RFC 3629 section 4), or 0 where there is none.
std::size_t sequence_length(std::string_view text) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char const lead = byte(0);
  if (lead < 0x80) return 1;
  std::size_t const length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  bool const too_long = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  bool const surrogate = lead == 0xED && byte(1) >= 0xA0;
  bool const beyond = lead == 0xF4 && byte(1) >= 0x90;
  return too_long || surrogate || beyond ? 0 : length;
}

// A table, since every byte of every line is asked.
constexpr auto plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

bool is_plain(char c) {
  return plain_bytes[static_cast<unsigned char>(c)];
}

void append_quoted(std::string& to, std::string_view text) {
  to += '"';
  while (!text.empty()) {
    auto const plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
    to += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    std::size_t const length = sequence_length(text);
    auto const first = static_cast<unsigned char>(text.front());
    if (length == 0) {
      to += "\xEF\xBF\xBD";
    } else if (first < 0x20 || first == 0x7F) {
      append_escape(to, first);
    } else if (first == '"' || first == '\\') {
      to += '\\';
      to += text.front();
    } else {
      to += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  to += '"';
}

bool needs_quotes(std::string_view text) {
  if (text.empty()) return true;
  for (char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7F || c == '"' || c == '=' ||
        c == '\\') {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string text_line(std::string_view what, fields facts) {
  std::string line;
  append_quoted(line, what);
  line = line.substr(1, line.size() - 2);
  for (field const& fact : facts) {
    line += ' ';
    line += fact.name;
    line += '=';
    if (needs_quotes(fact.value)) {
      append_quoted(line, fact.value);
    } else {
      line += fact.value;
    }
  }
  return line;
}

std::string json_members(std::string_view what, fields facts) {
  std::string members;
  members.reserve(256);
  members += "\"message\":";
  append_quoted(members, what);
  for (field const& fact : facts) {
    members.append(",\"").append(fact.name).append("\":");  // our own word, never somebody's
    append_quoted(members, fact.value);
  }
  return members;
}

}  // namespace rehearse::log
