#include "notify/letters/plain_text.hpp"

#include <algorithm>

namespace rehearse {

namespace {

constexpr std::size_t line_width = 72;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// Of a UTF-8 text, in code points: near enough for lines.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string indentation_of(std::string_view line) {
  auto const blanks = std::min(line.find_first_not_of(' '), line.size());
  return std::string(blanks + (line.substr(blanks).starts_with("- ") ? 2 : 0), ' ');
}

std::string wrapped_line(std::string_view line) {
  if (length_of(line) <= line_width) return std::string{line};
  auto const indentation = indentation_of(line);
  auto lines = std::string{line.substr(0, indentation.size())};
  auto width = indentation.size();
  auto first = true;
  for (auto rest = line.substr(indentation.size()); !rest.empty();) {
    auto const word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    auto const fits = width + 1 + length_of(word) <= line_width;
    if (!first) lines += fits ? " " : "\n" + indentation;
    width = (first ? width : fits ? width + 1 : indentation.size()) + length_of(word);
    lines += word;
    first = false;
  }
  return lines;
}

std::string_view without_trailing_blanks(std::string_view line) {
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  for (char const c : text) {
    if (!is_control(c)) line += c;
    if (is_control(c) && !line.ends_with(' ')) line += ' ';
  }
  return line;
}

std::string harmless(std::string_view text) {
  auto line = one_line(text);
  auto const suspicious =
      line.find_first_of("/@<>\\") != line.npos || line.find("www.") != line.npos || length_of(line) > 80;
  return suspicious ? std::string{} : line;
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
  while (!text.empty()) {
    auto const end = text.find('\n');
    whole += wrapped_line(without_trailing_blanks(text.substr(0, end))) + "\n";
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (whole.ends_with("\n\n\n")) whole.pop_back();
  }
  while (whole.starts_with('\n')) whole.erase(0, 1);
  while (whole.ends_with("\n\n")) whole.pop_back();
  return whole;
}

}  // namespace rehearse
