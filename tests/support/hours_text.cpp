#include "tests/support/hours_text.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace rehearse::test {
namespace {

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument("no opening hours: '" + std::string(text) + "'");
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    auto const to = std::min(text.find(at, from), text.size());
    parts.push_back(trimmed(text.substr(from, to - from)));
    from = to + 1;
  }
  return parts;
}

std::size_t day_named(std::string_view name) {
  constexpr std::array<std::string_view, 7> names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  auto const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) refuse(name);
  return static_cast<std::size_t>(found - names.begin());
}

std::array<bool, 7> read_days(std::string_view text) {
  std::array<bool, 7> days{};
  if (text == "daily") days.fill(true);
  if (text == "daily") return days;
  for (auto const part : split(text, ',')) {
    auto const ends = split(part, '-');
    auto const last = day_named(ends.back());
    for (auto day = day_named(ends.front()); day <= last; ++day) days[day] = true;
  }
  return days;
}

minutes read_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') refuse(text);
  return hours{std::stoi(std::string(text.substr(0, 2)))} + minutes{std::stoi(std::string(text.substr(3)))};
}

window read_window(std::string_view text) {
  auto const ends = split(text, '-');
  if (ends.size() != 2) refuse(text);
  window read{read_time(ends[0]), read_time(ends[1])};
  if (read.to <= read.from) read.to += 24h;
  return read;
}

}  // namespace

std::vector<weekly_rule> weekly_rules(std::string_view text) {
  std::vector<weekly_rule> rules;
  for (auto const part : split(text, ';')) {
    if (part.empty()) continue;
    auto const words = split(part, ' ');
    if (words.size() != 2) refuse(part);
    rules.push_back({read_days(words[0]), read_window(words[1]), {}, {}});
  }
  return rules;
}

availability open_hours(std::string_view text, std::string_view zone) {
  availability open;
  open.zone = zone;
  open.weekly = weekly_rules(text);
  open.min_notice = 0min;
  return open;
}

}  // namespace rehearse::test
