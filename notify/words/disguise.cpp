#include "notify/words/disguise.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rehearse {
namespace {

constexpr std::array<char const*, 26> capitals{"Å", "Ɓ", "Ç", "Đ", "É", "Ƒ", "Ĝ", "Ĥ", "Î", "Ĵ", "Ķ", "Ļ", "Ṁ",
                                               "Ñ", "Ö", "Þ", "Ǫ", "Ŕ", "Š", "Ţ", "Û", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž"};
constexpr std::array<char const*, 26> letters{"å", "ƀ", "ç", "đ", "é", "ƒ", "ĝ", "ĥ", "î", "ĵ", "ķ", "ļ", "ɱ",
                                              "ñ", "ö", "þ", "ǫ", "ŕ", "š", "ţ", "û", "ṽ", "ŵ", "ẋ", "ý", "ž"};

std::string accented(std::string_view text) {
  std::string all;
  for (char const c : text) {
    if (c >= 'A' && c <= 'Z') {
      all += capitals.at(static_cast<std::size_t>(c - 'A'));
    } else if (c >= 'a' && c <= 'z') {
      all += letters.at(static_cast<std::size_t>(c - 'a'));
    } else {
      all += c;
    }
  }
  return all;
}

// Other languages need more room: short English texts often double, long ones grow by a third.
std::string more_text(std::size_t length) {
  constexpr std::array<std::string_view, 8> words{"one", "two", "three", "four", "five", "six", "seven", "eight"};
  auto const wanted = std::max(length * 2 / 5, std::size_t{2});
  std::string all;
  for (std::size_t i = 0; all.size() < wanted; ++i) all += " " + std::string(words.at(i % words.size()));
  return accented(all);
}

constexpr std::string_view turn_around = "\u202E", as_before = "\u202C";

std::string mirrored(std::string_view text) {
  if (text.find_first_not_of(' ') == text.npos) return std::string(text);
  return std::string(turn_around) + std::string(text) + std::string(as_before);
}

template <typename Change>
std::string between_placeholders(std::string_view text, Change change) {
  std::string all;
  while (!text.empty()) {
    auto const open = std::min(text.find('{'), text.size());
    auto const close = std::min(text.find('}', open), text.size() - 1);
    all += change(text.substr(0, open));
    all += text.substr(open, close + 1 - open);
    text.remove_prefix(open == text.size() ? open : close + 1);
  }
  return all;
}

}  // namespace

std::string disguised(std::string_view text, disguise how) {
  if (how == disguise::none || text.empty()) return std::string(text);
  if (how == disguise::mirror) return between_placeholders(text, mirrored);
  return "[" + between_placeholders(text, accented) + more_text(text.size()) + "]";
}

}  // namespace rehearse
