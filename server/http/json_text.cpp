#include "server/http/json_text.hpp"

#include "server/http/utf8.hpp"

#include <array>
#include <cstdio>

namespace rehearse::http {

namespace {

void add_escaped(std::string& json, char c) {
  switch (c) {
    case '"':
      json += "\\\"";
      return;
    case '\\':
      json += "\\\\";
      return;
    case '\b':
      json += "\\b";
      return;
    case '\f':
      json += "\\f";
      return;
    case '\n':
      json += "\\n";
      return;
    case '\r':
      json += "\\r";
      return;
    case '\t':
      json += "\\t";
      return;
    default:
      break;
  }
  char code[8];
  std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned char>(c));
  json += code;
}

bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

// A table, since every byte of every answer is asked.
constexpr auto plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}();

// How many characters from there on stand for themselves, each of one byte: most texts are nothing else.
std::size_t plain_length_at(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && plain_bytes[static_cast<unsigned char>(text[end])]) ++end;
  return end - at;
}

}  // namespace

void add_json_text(std::string& json, std::string_view text) {
  json += '"';
  for (std::size_t at = 0; at < text.size();) {
    if (auto const plain = plain_length_at(text, at); plain > 0) {
      json += text.substr(at, plain);
      at += plain;
      continue;
    }
    auto const length = utf8_length_at(text, at);
    if (length == 0)
      json += "\xef\xbf\xbd";
    else if (length == 1 && needs_escape(text[at]))
      add_escaped(json, text[at]);
    else
      json += text.substr(at, length);
    at += length == 0 ? 1 : length;
  }
  json += '"';
}

std::string json_text(std::string_view text) {
  std::string json;
  json.reserve(text.size() + 2);
  add_json_text(json, text);
  return json;
}

}  // namespace rehearse::http
