#include "server/web/frame/stylesheet.hpp"

#include <algorithm>

namespace rehearse {

namespace {

constexpr std::string_view blanks = " \t\r\n", no_blank_before = "{};,", no_blank_after = "{};,:";

// Where the text behind the next `end` begins; at the end of the text where there is none.
std::size_t behind(std::string_view end, std::string_view text, std::size_t from) {
  auto const at = text.find(end, from);
  return at == text.npos ? text.size() : at + end.size();
}

bool is_one_of(char c, std::string_view all) {
  return all.find(c) != all.npos;
}

// The length of what stands in front and means nothing: a comment or blanks. 0: nothing such.
std::size_t passed_over(std::string_view text) {
  if (text.starts_with("/*")) return behind("*/", text, 2);
  return std::min(text.size(), text.find_first_not_of(blanks));
}

// The length of the next piece that is copied: a text in quotes, or one character.
std::size_t next_piece(std::string_view text) {
  if (!is_one_of(text.front(), "\"'")) return 1;
  return behind(text.substr(0, 1), text, 1);
}

}  // namespace

std::string tightened(std::string_view rest) {
  std::string tight;
  bool blank = false;
  while (!rest.empty()) {
    if (auto const nothing = passed_over(rest); nothing > 0) {
      blank = true;
      rest.remove_prefix(nothing);
      continue;
    }
    bool const joins =
        tight.empty() || is_one_of(tight.back(), no_blank_after) || is_one_of(rest.front(), no_blank_before);
    if (blank && !joins) tight += ' ';
    if (rest.front() == '}' && tight.ends_with(';')) tight.pop_back();
    auto const piece = next_piece(rest);
    tight += rest.substr(0, piece);
    rest.remove_prefix(piece);
    blank = false;
  }
  return tight;
}

}  // namespace rehearse
