#include "notify/words/template_tags.hpp"

#include "notify/words/templates.hpp"

#include <string>

namespace rehearse {

namespace {

constexpr auto blanks = std::string_view{" \t\r\n"};

view const* members_of(view_value const* value) {
  return value ? std::get_if<view>(&value->value()) : nullptr;
}

// The rest of a dotted name, from within what its beginning named.
view_value const* descend(view_value const* from, std::string_view name) {
  while (from && !name.empty()) {
    auto const dot = name.find('.');
    auto const* const members = members_of(from);
    from = members ? members->find(name.substr(0, dot)) : nullptr;
    name.remove_prefix(dot == name.npos ? name.size() : dot + 1);
  }
  return from;
}

}  // namespace

std::string_view without_blanks_around(std::string_view text) {
  auto const first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<tag> next_tag(std::string_view file, std::string_view text, std::size_t from) {
  auto const begin = text.find("{{", from);
  if (begin == text.npos) return {};
  auto const raw = text.substr(begin).starts_with("{{{");
  auto const closing = raw ? std::string_view{"}}}"} : std::string_view{"}}"};
  auto const close = text.find(closing, begin);
  if (close == text.npos) throw template_error(file, "a tag does not close: " + std::string{text.substr(begin, 40)});
  auto inside = without_blanks_around(text.substr(begin + closing.size(), close - begin - closing.size()));
  auto const marked = !inside.empty() && std::string_view{"#^/>!&="}.find(inside[0]) != std::string_view::npos;
  auto const kind = raw ? '&' : marked ? inside[0] : 'v';
  if (kind == '=') throw template_error(file, "other delimiters are not for us");
  return tag{begin, close + closing.size(), kind, marked && !raw ? without_blanks_around(inside.substr(1)) : inside};
}

scope scope_of(view_value const& value) {
  return {members_of(&value), &value};
}

view_value const* look_up(scopes const& around, std::string_view name) {
  if (name == ".") return around.back().value;
  auto const dot = name.find('.');
  auto const rest = dot == name.npos ? std::string_view{} : name.substr(dot + 1);
  for (auto it = around.rbegin(); it != around.rend(); ++it) {
    auto const* const first = it->members ? it->members->find(name.substr(0, dot)) : nullptr;
    if (auto const* const found = descend(first, rest)) return found;
  }
  return nullptr;
}

}  // namespace rehearse
