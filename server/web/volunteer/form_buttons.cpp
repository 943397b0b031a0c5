#include "server/web/volunteer/form_buttons.hpp"

#include "server/web/volunteer/availability_words.hpp"

#include <algorithm>
#include <sstream>

namespace rehearse {
namespace {

constexpr std::size_t nowhere = most_typed_rows;

struct button {
  std::string deed, list;
  std::size_t row = nowhere, inner = nowhere;
};

button button_in(std::string const& text) {
  std::istringstream words{text};
  button b;
  words >> b.deed >> b.list;
  if (!(words >> b.row)) b.row = nowhere;
  if (!(words >> b.inner)) b.inner = nowhere;
  return b;
}

template <class Row>
bool remove_at(std::vector<Row>& rows, std::size_t row) {
  if (row >= rows.size()) return false;
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
  return true;
}

std::size_t rows_in(typed_availability const& typed, button const& b) {
  if (b.list == "weekly") return typed.weekly.size();
  if (b.list == "overrides") return typed.overrides.size();
  if (b.list == "travel") return typed.travel.size();
  if (b.list == "welcome_zones") return typed.welcome_zones.size();
  return b.row < typed.overrides.size() ? typed.overrides[b.row].windows.size() : 0;
}

bool add_row(typed_availability& typed, button const& b) {
  if (b.list == "weekly") return typed.weekly.emplace_back(), true;
  if (b.list == "overrides") return typed.overrides.emplace_back().windows.emplace_back(), true;
  if (b.list == "travel") return typed.travel.emplace_back(), true;
  if (b.list == "welcome_zones") return typed.welcome_zones.emplace_back(), true;
  if (b.list != "windows" || b.row >= typed.overrides.size()) return false;
  return typed.overrides[b.row].windows.emplace_back(), true;
}

bool remove_row(typed_availability& typed, button const& b) {
  if (b.list == "weekly") return remove_at(typed.weekly, b.row);
  if (b.list == "overrides") return remove_at(typed.overrides, b.row);
  if (b.list == "travel") return remove_at(typed.travel, b.row);
  if (b.list == "welcome_zones") return remove_at(typed.welcome_zones, b.row);
  if (b.list != "windows" || b.row >= typed.overrides.size()) return false;
  return remove_at(typed.overrides[b.row].windows, b.inner);
}

std::string first_field(button const& b, std::size_t row) {
  auto const at = std::to_string(row);
  if (b.list == "weekly") return "weekly-" + at + "-days";
  if (b.list == "overrides") return "overrides-" + at + "-date";
  if (b.list == "travel") return "travel-" + at + "-from";
  if (b.list == "welcome_zones") return "welcome_zones-" + at;
  return "overrides-" + std::to_string(b.row) + "-windows-" + at + "-from";
}

// After a removal: the row that took its place, else the one before it, else the button that adds one.
std::string focus_after_removal(typed_availability const& typed, button const& b) {
  auto const left = rows_in(typed, b);
  if (left == 0) return "add-" + b.list + (b.list == "windows" ? "-" + std::to_string(b.row) : "");
  return first_field(b, std::min(b.list == "windows" ? b.inner : b.row, left - 1));
}

std::string row_said(words const& language, button const& b, std::size_t row) {
  auto const number = std::to_string(row + 1);
  if (b.list == "weekly") return language.say("Window {number}", {{"number", number}});
  if (b.list == "overrides") return language.say("Exception {number}", {{"number", number}});
  if (b.list == "travel") return language.say("Journey {number}", {{"number", number}});
  if (b.list == "welcome_zones") return language.say("Welcome zone {number}", {{"number", number}});
  return language.say("Exception {number}, hours {inner}", {{"number", std::to_string(b.row + 1)}, {"inner", number}});
}

pressed_button press_row_button(words const& language, typed_availability& typed, button const& b) {
  if (b.deed == "add" && add_row(typed, b)) {
    auto const row = rows_in(typed, b) - 1;
    return {true, language.say("Added: {what}.", {{"what", row_said(language, b, row)}}), first_field(b, row), b.list};
  }
  if (b.deed != "remove" || !remove_row(typed, b)) return {};
  auto const row = b.list == "windows" ? b.inner : b.row;
  return {true, language.say("Removed: {what}.", {{"what", row_said(language, b, row)}}), focus_after_removal(typed, b),
          b.list};
}

bool has_day(typed_rule const& rule, std::string const& day) {
  return std::ranges::find(rule.days, day) != rule.days.end();
}

pressed_button press_copy(words const& language, typed_availability& typed, form const& sent) {
  auto const from = sent.value("copy_from");
  auto to = sent.values("copy_to");
  std::erase(to, from);
  auto const day = day_word(language, from);
  bool const any = std::ranges::any_of(typed.weekly, [&](typed_rule const& r) { return has_day(r, from); });
  if (!any) return {true, language.say("{day} has no hours to copy yet.", {{"day", day}}), "copy_from", "copy"};
  if (to.empty()) return {true, language.say("Say to which days: tick at least one."), "copy_to", "copy"};
  copy_day(typed, from, to);
  return {true, language.say("Copied: {days} now as {day}.", {{"days", days_text(language, to)}, {"day", day}}),
          "add-weekly", "weekly"};
}

}  // namespace

pressed_button press(words const& language, typed_availability& typed, form const& sent) {
  auto const b = button_in(sent.value("do"));
  return b.deed == "copy" ? press_copy(language, typed, sent) : press_row_button(language, typed, b);
}

void copy_day(typed_availability& typed, std::string const& from, std::vector<std::string> const& to) {
  std::vector<typed_rule> rules;
  for (auto const& rule : typed.weekly) {
    bool const holds = has_day(rule, from);
    auto copied = rule;
    copied.days.clear();
    for (std::string const day : day_names) {
      bool const target = day != from && std::ranges::find(to, day) != to.end();
      if (target ? holds : has_day(rule, day)) copied.days.push_back(day);
    }
    // A window that lost all its days goes; one that had none is still being typed.
    if (!copied.days.empty() || rule.days.empty()) rules.push_back(copied);
  }
  typed.weekly = rules;
}

}  // namespace rehearse
