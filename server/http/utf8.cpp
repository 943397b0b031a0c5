#include "server/http/utf8.hpp"

namespace rehearse::http {

namespace {

// What follows a first byte: how many, and the bounds of the second, which keep out overlong forms and surrogates.
struct sequence {
  std::size_t length;  // with the first byte; 0: no character begins so
  unsigned char least = 0x80, most = 0xbf;
};

sequence begun_by(unsigned char first) {
  if (first < 0x80) return {1};
  if (first >= 0xc2 && first <= 0xdf) return {2};
  if (first == 0xe0) return {3, 0xa0, 0xbf};
  if (first == 0xed) return {3, 0x80, 0x9f};
  if (first >= 0xe1 && first <= 0xef) return {3};
  if (first == 0xf0) return {4, 0x90, 0xbf};
  if (first >= 0xf1 && first <= 0xf3) return {4};
  if (first == 0xf4) return {4, 0x80, 0x8f};
  return {0};
}

}  // namespace

std::size_t utf8_length_at(std::string_view text, std::size_t at) {
  auto const [length, least, most] = begun_by(static_cast<unsigned char>(text[at]));
  if (text.size() - at < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    auto const next = static_cast<unsigned char>(text[at + i]);
    if (next < (i == 1 ? least : 0x80) || next > (i == 1 ? most : 0xbf)) return 0;
  }
  return length;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    bool const is_ascii = static_cast<unsigned char>(text[at]) < 0x80;
    auto const length = is_ascii ? 1 : utf8_length_at(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

}  // namespace rehearse::http
