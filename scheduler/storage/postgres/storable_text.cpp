#include "scheduler/storage/postgres/storable_text.hpp"

namespace rehearse::storage {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

unsigned byte_at(std::string_view text, std::size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
}

// The table of RFC 3629, section 4: how long a character is by its first byte, and what the second may be.
std::size_t length_of_character(std::string_view text, std::size_t i) {
  auto const first = byte_at(text, i);
  if (first < 0x80) return first == 0 ? 0 : 1;
  std::size_t const length = first >= 0xC2 && first <= 0xDF   ? 2
                             : (first & 0xF0) == 0xE0         ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  auto const second = byte_at(text, i + 1);
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  for (std::size_t k = 1; k < length; ++k)
    if ((byte_at(text, i + k) & 0xC0) != 0x80) return 0;
  return length;
}

}  // namespace

std::string storable_text(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    auto const length = length_of_character(text, i);
    made += length == 0 ? replacement : text.substr(i, length);
    i += length == 0 ? 1 : length;
  }
  return made;
}

}  // namespace rehearse::storage
