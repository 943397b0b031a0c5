#include "server/web/volunteer/typed_time.hpp"

#include <algorithm>
#include <optional>

namespace rehearse {
namespace {

enum class half { none, morning, afternoon };

bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

// Without spaces and in lower case: "6:30pm".
std::string plain(std::string_view typed) {
  std::string text;
  for (char const c : typed)
    if (c != ' ') text += 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

half take_half(std::string& text) {
  for (std::string_view const ending : {"am", "a.m.", "pm", "p.m."}) {
    if (!text.ends_with(ending)) continue;
    text.resize(text.size() - ending.size());
    return ending.front() == 'a' ? half::morning : half::afternoon;
  }
  return half::none;
}

struct digits {
  std::string hour, minute;
};

std::optional<digits> split(std::string const& text) {
  auto const divider = std::ranges::find_if_not(text, is_digit) - text.begin();
  auto const at = static_cast<std::size_t>(divider);
  if (at < text.size()) {
    if (text.find_first_of(":.h") != at) return std::nullopt;
    auto const minute = text.substr(at + 1);
    return digits{text.substr(0, at), minute.empty() && text[at] == 'h' ? "00" : minute};
  }
  if (text.size() <= 2) return digits{text, "00"};
  return digits{text.substr(0, text.size() - 2), text.substr(text.size() - 2)};
}

bool is_number(std::string const& text, std::size_t least, std::size_t most) {
  return least <= text.size() && text.size() <= most && std::ranges::all_of(text, is_digit);
}

}  // namespace

std::string full_time(std::string_view typed) {
  auto text = plain(typed);
  auto const part = take_half(text);
  auto const found = split(text);
  if (!found || !is_number(found->hour, 1, 2) || !is_number(found->minute, 2, 2)) return std::string(typed);
  int hour = std::stoi(found->hour);
  if (part != half::none && (hour < 1 || hour > 12)) return std::string(typed);
  if (part != half::none) hour = hour % 12 + (part == half::afternoon ? 12 : 0);
  return (hour < 10 ? "0" : "") + std::to_string(hour) + ":" + found->minute;
}

}  // namespace rehearse
