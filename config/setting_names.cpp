#include "config/settings_table.hpp"

#include <algorithm>
#include <charconv>

namespace rehearse {

namespace {

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> items_of(std::string_view text) {
  std::vector<std::string> items;
  while (!trimmed(text).empty()) {
    auto const comma = std::min(text.find(','), text.size());
    items.emplace_back(trimmed(text.substr(0, comma)));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

}  // namespace

std::string dotted_name(setting const& s) {
  return std::string(s.section) + "." + std::string(s.name);
}

std::string environment_name(setting const& s) {
  std::string name = "REHEARSE_" + std::string(s.section) + "_" + std::string(s.name);
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return name;
}

std::optional<setting_value> value_from_text(setting const& s, std::string_view text) {
  if (std::holds_alternative<std::string>(s.by_default)) return std::string(text);
  if (std::holds_alternative<std::vector<std::string>>(s.by_default)) return items_of(text);
  if (std::holds_alternative<bool>(s.by_default)) {
    if (text == "true") return true;
    if (text == "false") return false;
    return std::nullopt;
  }
  std::int64_t number = 0;
  auto const [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (trouble != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string as_toml(setting_value const& value) {
  if (auto const* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  if (auto const* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto const* text = std::get_if<std::string>(&value)) return in_quotes(*text);
  std::string list = "[";
  for (auto const& item : std::get<std::vector<std::string>>(value)) {
    if (list.size() > 1) list += ", ";
    list += in_quotes(item);
  }
  return list + "]";
}

}  // namespace rehearse
