#include "notify/smtp/header_fields.hpp"

#include "notify/smtp/transfer_encodings.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace rehearse {
namespace {

constexpr std::size_t wanted_line = 76;         // RFC 2047 section 2, for lines with encoded words
constexpr std::size_t bytes_in_a_word = 39;     // 64 characters encoded: one fits beside each of our field names
constexpr std::size_t longest_plain_word = 60;  // a longer one goes encoded, so that every line can be folded
constexpr std::size_t longest_address = 254;    // RFC 5321 section 4.5.3.1.3, without its brackets

using words = std::vector<std::string>;

[[noreturn]] void refuse(std::string_view field, std::string_view why) {
  throw unsafe_header(std::string(field) + ": " + std::string(why));
}

void check_one_line(std::string_view field, std::string_view text) {
  if (text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
    refuse(field, "a line break or NUL in a header field");
}

bool is_printable(char c) {
  return c >= ' ' && c < 0x7f;
}
bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Whether a reader gets the same text back from words that are joined by single blanks or folds.
bool goes_plain(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_printable) || text.find("=?") != std::string_view::npos) return false;
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return text.empty();
  std::size_t run = 0;
  for (char c : text) {
    if (c == ' ' && run == 0) return false;
    run = c == ' ' ? 0 : run + 1;
    if (run > longest_plain_word) return false;
  }
  return true;
}

words plain_words(std::string_view text) {
  words parts;
  while (!text.empty()) {
    std::size_t const end = std::min(text.find(' '), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return parts;
}

// How many bytes of `text` fit into one encoded word without cutting a character.
std::size_t bytes_for_one_word(std::string_view text) {
  if (text.size() <= bytes_in_a_word) return text.size();
  std::size_t end = bytes_in_a_word;
  while (end > bytes_in_a_word - 4 && is_continuation(text[end])) --end;
  return end;
}

words encoded_words(std::string_view text) {
  words parts;
  while (!text.empty()) {
    std::size_t const end = bytes_for_one_word(text);
    parts.push_back("=?UTF-8?B?" + base64(text.substr(0, end)) + "?=");
    text.remove_prefix(end);
  }
  return parts;
}

std::string folded(std::string_view field, words const& parts) {
  std::string line = std::string(field) + ":";
  std::size_t column = line.size();
  bool is_first = true;
  for (std::string const& part : parts) {
    // A first word that is too long stays on the first line: a line of blanks alone would be no field to some readers.
    bool const folds = !is_first && column + 1 + part.size() > wanted_line;
    line.append(folds ? "\r\n " : " ").append(part);
    column = (folds ? 1 : column + 1) + part.size();
    is_first = false;
  }
  return line + "\r\n";
}

bool is_atom_or_blank(char c) {
  constexpr std::string_view specials = "()<>[]:;@\\,.\"";
  return is_printable(c) && specials.find(c) == std::string_view::npos;
}

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (char c : name) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

words name_words(std::string_view name) {
  if (!goes_plain(name)) return encoded_words(name);
  if (std::all_of(name.begin(), name.end(), is_atom_or_blank)) return plain_words(name);
  return name.size() > longest_plain_word ? encoded_words(name) : words{quoted(name)};
}

bool may_stand_in_an_address(char c) {
  return c > ' ' && c < 0x7f && std::string_view("<>,;:\\\"()[]").find(c) == std::string_view::npos;
}

}  // namespace

void check_address(std::string_view field, std::string_view address) {
  if (address.size() > longest_address) refuse(field, "an address that is too long");
  if (!std::all_of(address.begin(), address.end(), may_stand_in_an_address))
    refuse(field, "a character that an address cannot have");
  std::size_t const at = address.find('@');
  bool const is_one = at != std::string_view::npos && at > 0 && at + 1 < address.size() && at == address.rfind('@');
  if (!is_one) refuse(field, "not an address");
}

std::string text_field(std::string_view field, std::string_view text) {
  check_one_line(field, text);
  return folded(field, goes_plain(text) ? plain_words(text) : encoded_words(text));
}

std::string mailbox_field(std::string_view field, mailbox const& who) {
  check_one_line(field, who.name);
  check_address(field, who.address);
  words parts = name_words(who.name);
  parts.push_back(parts.empty() ? who.address : "<" + who.address + ">");
  return folded(field, parts);
}

std::string id_field(std::string_view field, std::string_view id) {
  bool const in_brackets = id.size() > 2 && id.front() == '<' && id.back() == '>';
  if (!in_brackets) refuse(field, "not an id in brackets");
  check_address(field, id.substr(1, id.size() - 2));
  return folded(field, {std::string(id)});
}

std::string date_field(instant when) {
  auto const day = date::floor<date::days>(when);
  date::year_month_day const ymd{day};
  date::hh_mm_ss<seconds> const time{when - day};
  constexpr char const* weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr char const* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof text, "Date: %s, %02u %s %04d %02d:%02d:%02d +0000\r\n",
                weekdays[date::weekday{day}.c_encoding()], static_cast<unsigned>(ymd.day()),
                months[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

}  // namespace rehearse
