#include "scheduler/rules/plain_text.hpp"

#include <algorithm>
#include <cstdint>

namespace rehearse {

namespace {

constexpr char32_t no_character = 0xFFFFFFFF;

// Takes one code point from the front of `rest` (RFC 3629, 4), or `no_character` where it is not UTF-8.
char32_t take_character(std::string_view& rest) {
  auto const first = static_cast<unsigned char>(rest.front());
  std::size_t const length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if ((first >= 0x80 && first < 0xC2) || first > 0xF4 || rest.size() < length) return no_character;
  char32_t code = length == 1 ? first : first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    auto const next = static_cast<unsigned char>(rest[i]);
    if ((next & 0xC0) != 0x80) return no_character;
    code = (code << 6) | (next & 0x3Fu);
  }
  rest.remove_prefix(length);
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  bool const is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < least[length] || code > 0x10FFFF || is_surrogate ? no_character : code;
}

// C0 and C1 controls, and the two separators that count as line breaks elsewhere.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

template <class Predicate>
std::optional<std::string> mistake_in(std::string_view text, std::size_t at_most, Predicate is_allowed,
                                      char const* allowed) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) {
    auto const c = take_character(text);
    if (c == no_character) return "Must be valid UTF-8.";
    if (!is_allowed(c)) return allowed;
  }
  if (count > at_most) return "Must have at most " + std::to_string(at_most) + " characters.";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> mistake_in_line(std::string_view text, std::size_t at_most) {
  return mistake_in(
      text, at_most, [](char32_t c) { return !is_control(c); },
      "Must be one line, without line breaks, tabs or other control characters.");
}

std::optional<std::string> mistake_in_lines(std::string_view text, std::size_t at_most) {
  return mistake_in(
      text, at_most, [](char32_t c) { return !is_control(c) || c == '\n' || c == '\t'; },
      "Must not have control characters other than tabs and line breaks.");
}

std::string with_plain_line_breaks(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      plain.push_back(text[i]);
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      plain.push_back('\n');
    }
  }
  return plain;
}

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
}

}  // namespace rehearse
