#include "notify/smtp/transfer_encodings.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace rehearse {
namespace {

constexpr std::size_t longest_line = 76;

void append_escaped(std::string& to, char c) {
  constexpr char digits[] = "0123456789ABCDEF";
  auto const byte = static_cast<unsigned char>(c);
  to += {'=', digits[byte >> 4], digits[byte & 15]};
}

// Of each byte, whether it may stand as it is within a line.
constexpr auto stays_as_it_is = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = ' '; c < 0x7f; ++c) plain[c] = c != '=';
  plain['\t'] = true;
  return plain;
}();

// How many characters at the front of `line` go as they are.
std::size_t plain_run(std::string_view line) {
  auto const goes_plain = [](char c) { return stays_as_it_is[static_cast<unsigned char>(c)]; };
  auto const* const end = std::find_if_not(line.begin(), line.end(), goes_plain);
  auto const length = static_cast<std::size_t>(end - line.begin());
  bool const ends_in_blank = length == line.size() && length > 0 && (line.back() == ' ' || line.back() == '\t');
  return ends_in_blank ? length - 1 : length;  // servers may strip blanks at the end of a line
}

// Breaks the line softly where fewer than `width` columns are left; one column is kept for the break itself.
void make_room(std::string& to, std::size_t& column, std::size_t width) {
  if (column + width <= longest_line - 1) return;
  to += "=\r\n";
  column = 0;
}

void append_line(std::string& to, std::string_view line) {
  std::size_t column = 0;
  while (!line.empty()) {
    for (auto run = line.substr(0, plain_run(line)); !run.empty();) {
      make_room(to, column, 1);
      auto const piece = run.substr(0, longest_line - 1 - column);
      to += piece;
      column += piece.size();
      run.remove_prefix(piece.size());
      line.remove_prefix(piece.size());
    }
    if (line.empty()) return;
    make_room(to, column, 3);
    append_escaped(to, line.front());
    column += 3;
    line.remove_prefix(1);
  }
}

}  // namespace

std::string quoted_printable(std::string_view text) {
  std::string encoded;
  append_quoted_printable(encoded, text);
  return encoded;
}

void append_quoted_printable(std::string& to, std::string_view text) {
  for (std::size_t begin = 0, next_cr = text.find('\r'); begin < text.size();) {
    auto const end = std::min({text.find('\n', begin), next_cr, text.size()});
    append_line(to, text.substr(begin, end - begin));
    if (end < text.size()) to += "\r\n";
    begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    if (end == next_cr) next_cr = text.find('\r', begin);
  }
}

std::string base64(std::string_view bytes) {
  constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string encoded;
  encoded.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::size_t const count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) encoded += k <= count ? alphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return encoded;
}

std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t bytes_in_a_line = longest_line / 4 * 3;
  std::string lines;
  lines.reserve(bytes.size() / 3 * 4 + bytes.size() / bytes_in_a_line * 2 + 8);
  for (std::size_t i = 0; i < bytes.size(); i += bytes_in_a_line)
    lines.append(base64(bytes.substr(i, bytes_in_a_line))).append("\r\n");
  return lines;
}

}  // namespace rehearse
