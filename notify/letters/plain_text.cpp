#include "notify/letters/plain_text.hpp"

#include <algorithm>
#include <vector>

namespace rehearse {

namespace {

constexpr std::size_t line_width = 72;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// A character of one byte that stays as it is on any line.
bool is_plain(char c) {
  return c >= ' ' && c < 0x7f;
}

bool is_continuation(char c) {
  return (c & 0xC0) == 0x80;
}

// Takes the next character of a UTF-8 text, with all its bytes, off its front.
std::string_view take_character(std::string_view& text) {
  std::size_t length = 1;
  while (length < text.size() && is_continuation(text[length])) ++length;
  auto const character = text.substr(0, length);
  text.remove_prefix(length);
  return character;
}

// Marks that turn the direction of what follows them.
bool turns_direction(std::string_view character) {
  return character >= "\u202A" && character <= "\u202E";
}

bool isolates(std::string_view character) {
  return character >= "\u2066" && character <= "\u2069";
}

// C0 and C1, and the two separators that some readers take for line breaks.
bool breaks_a_line(std::string_view character) {
  if (character.size() == 1) return is_control(character.front());
  return (character >= "\u0080" && character <= "\u009F") || character == "\u2028" || character == "\u2029";
}

// Hebrew, Arabic and the scripts beside them.
bool runs_leftwards(std::string_view character) {
  return (character >= "\u0590" && character <= "\u08FF") || (character >= "\uFB1D" && character <= "\uFEFC") ||
         (character >= "\U00010800" && character <= "\U00010FFF") ||
         (character >= "\U0001E800" && character <= "\U0001EEFF");
}

// "pills.example", which mail programs make a link of without being asked; not "J. R. R.", "Ph.D.", "Dr.Smith".
bool looks_like_a_host(std::string_view word) {
  auto const is_ending = [](std::string_view text, char from, char to) {
    return std::ranges::all_of(text, [=](char c) { return c >= from && c <= to; });
  };
  for (auto dot = word.find('.'); dot != word.npos; dot = word.find('.', dot + 1)) {
    auto ending = word.substr(dot + 1);
    ending = ending.substr(0, ending.find_first_of(".,;:!?)"));
    bool const is_a_name = dot > 0 && ending.size() > 1;
    if (is_a_name && (is_ending(ending, 'a', 'z') || is_ending(ending, 'A', 'Z'))) return true;
  }
  return false;
}

bool names_a_host(std::string_view line) {
  while (!line.empty()) {
    auto const end = std::min(line.find(' '), line.size());
    if (looks_like_a_host(line.substr(0, end))) return true;
    line.remove_prefix(std::min(line.size(), end + 1));
  }
  return false;
}

// Of a UTF-8 text, in code points: near enough for lines.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string indentation_of(std::string_view line) {
  auto const blanks = std::min(line.find_first_not_of(' '), line.size());
  return std::string(blanks + (line.substr(blanks).starts_with("- ") ? 2 : 0), ' ');
}

void append_wrapped(std::string& to, std::string_view line) {
  if (line.size() <= line_width || length_of(line) <= line_width) {
    to += line;
    return;
  }
  auto const indentation = indentation_of(line);
  to += line.substr(0, indentation.size());
  auto width = indentation.size();
  auto first = true;
  for (auto rest = line.substr(indentation.size()); !rest.empty();) {
    auto const word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    auto const fits = width + 1 + length_of(word) <= line_width;
    if (!first) to += fits ? " " : "\n" + indentation;
    width = (first ? width : fits ? width + 1 : indentation.size()) + length_of(word);
    to += word;
    first = false;
  }
}

// "-- " begins a signature (RFC 3676 section 4.3): its blank stays.
std::string_view without_trailing_blanks(std::string_view line) {
  if (line == "-- ") return line;
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

std::string without_isolates(std::string_view text) {
  std::string rest;
  while (!text.empty())
    if (auto const character = take_character(text); !isolates(character)) rest += character;
  return rest;
}

}  // namespace

std::string one_line(std::string_view text) {
  if (std::ranges::all_of(text, is_plain)) return std::string{text};
  std::string line;
  line.reserve(text.size());
  while (!text.empty()) {
    auto const character = take_character(text);
    if (turns_direction(character)) continue;
    if (!breaks_a_line(character)) line += character;
    if (breaks_a_line(character) && !line.ends_with(' ')) line += ' ';
  }
  return line;
}

std::string harmless(std::string_view text) {
  auto line = one_line(text);
  if (!std::ranges::all_of(line, is_plain)) line = without_isolates(line);
  auto const suspicious =
      line.find_first_of("/@<>\\") != line.npos || line.find("www.") != line.npos || length_of(line) > 80;
  return suspicious ? std::string{} : line;
}

std::string harmless_to_strangers(std::string_view text) {
  auto line = harmless(text);
  return names_a_host(line) ? std::string{} : line;
}

std::string isolated(std::string_view text) {
  auto const name = std::string{text};
  while (!text.empty())
    if (runs_leftwards(take_character(text))) return "\u2068" + name + "\u2069";
  return name;
}

bool is_web_link(std::string_view url) {
  auto const web = url.starts_with("https://") || url.starts_with("http://");
  return web && std::ranges::none_of(
                    url, [](char c) { return is_control(c) || c == ' ' || c == '"' || c == '<' || c == '>'; });
}

std::string shortened(std::string_view text, std::size_t characters) {
  if (length_of(text) <= characters) return std::string{text};
  auto end = std::size_t{0};
  for (auto seen = std::size_t{0}; end < text.size(); ++end) {
    if ((text[end] & 0xC0) != 0x80 && seen++ == characters) break;
  }
  auto const blank = text.rfind(' ', end);
  auto const cut = blank != text.npos && blank + 40 > end ? blank : end;
  return std::string{text.substr(0, cut)} + " …";
}

std::string wrapped(std::string_view text) {
  std::string whole;
  whole.reserve(text.size() + 1);
  while (!text.empty()) {
    auto const end = text.find('\n');
    append_wrapped(whole, without_trailing_blanks(text.substr(0, end)));
    whole += '\n';
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (whole.ends_with("\n\n\n")) whole.pop_back();
  }
  while (whole.starts_with('\n')) whole.erase(0, 1);
  while (whole.ends_with("\n\n")) whole.pop_back();
  return whole;
}

}  // namespace rehearse
