#include "notify/words/template_text.hpp"

#include "notify/words/templates.hpp"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

namespace rehearse {

namespace {

constexpr auto deepest_partial = 8;
constexpr auto blanks = std::string_view{" \t\r\n"};

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

struct tag {
  std::size_t begin, end;  // of the whole tag, braces included
  char kind;               // '#', '^', '/', '>', '!', '&' or 'v'
  std::string_view name;
};

// The next tag at or after a position.
std::optional<tag> next_tag(std::string_view file, std::string_view text, std::size_t from) {
  auto const begin = text.find("{{", from);
  if (begin == text.npos) return {};
  auto const raw = text.substr(begin).starts_with("{{{");
  auto const closing = raw ? std::string_view{"}}}"} : std::string_view{"}}"};
  auto const close = text.find(closing, begin);
  if (close == text.npos) throw template_error(file, "a tag does not close: " + std::string{text.substr(begin, 40)});
  auto inside = trimmed(text.substr(begin + closing.size(), close - begin - closing.size()));
  auto const marked = !inside.empty() && std::string_view{"#^/>!&="}.find(inside[0]) != std::string_view::npos;
  auto const kind = raw ? '&' : marked ? inside[0] : 'v';
  if (kind == '=') throw template_error(file, "other delimiters are not for us");
  return tag{begin, close + closing.size(), kind, marked && !raw ? trimmed(inside.substr(1)) : inside};
}

// A tag alone on its line goes with the line.
std::size_t end_of_standalone(std::string_view text, tag const& found) {
  auto const line = text.rfind('\n', found.begin == 0 ? 0 : found.begin - 1);
  auto const start = found.begin == 0 || line == text.npos ? 0 : line + 1;
  auto const alone = trimmed(text.substr(start, found.begin - start)).empty();
  return alone && found.end < text.size() && text[found.end] == '\n' ? found.end + 1 : found.end;
}

std::string assembled(std::string_view name, template_lookup const& lookup, int depth) {
  if (depth > deepest_partial) throw template_error(name, "partials within partials without an end");
  auto const text = lookup(name);
  std::string whole;
  auto position = std::size_t{0};
  while (auto const found = next_tag(name, text, position)) {
    auto const dropped = found->kind == '>' || found->kind == '!';
    whole += text.substr(position, (dropped ? found->begin : found->end) - position);
    if (found->kind == '>') whole += assembled(found->name, lookup, depth + 1);
    position = dropped ? end_of_standalone(text, *found) : found->end;
  }
  return whole += text.substr(position);
}

// As update_catalogue reads it: blanks and line breaks count as one blank.
std::string key_of(std::string_view text) {
  std::string key;
  for (char const c : trimmed(text)) {
    auto const blank = blanks.find(c) != blanks.npos;
    if (!blank) key += c;
    if (blank && !key.ends_with(' ')) key += ' ';
  }
  return key;
}

// "{name}" → "{{name}}".
std::string with_tags(std::string_view text, words const& language) {
  std::string tagged;
  while (!text.empty()) {
    auto const open = std::min(text.find('{'), text.size());
    auto const after = std::min(text.find('}', open), text.size() - 1) + 1;
    tagged += text.substr(0, open);
    if (open != text.size()) tagged += language.isolated("{" + std::string{text.substr(open, after - open)} + "}");
    text.remove_prefix(std::max(open, after));
  }
  return tagged;
}

std::string say(std::string_view file, std::string_view text, words const& language, bool html) {
  if (text.find("{{") != text.npos) throw template_error(file, "a tag within {{#say}}: " + std::string{text});
  auto const said = language.unfilled(key_of(text));
  return with_tags(html ? html_escaped(said) : said, language);
}

using scopes = std::vector<view_value const*>;

view_value const* member(view_value const* of, std::string_view name) {
  auto const* object = of ? std::get_if<view>(&of->value()) : nullptr;
  return object ? object->find(name) : nullptr;
}

view_value const* look_up(scopes const& around, std::string_view name) {
  if (name == ".") return around.back();
  auto const dot = name.find('.');
  for (auto it = around.rbegin(); it != around.rend(); ++it) {
    auto const* found = member(*it, name.substr(0, dot));
    for (auto at = dot; found && at != name.npos;) {
      auto const next = name.find('.', at + 1);
      found = member(found, name.substr(at + 1, next == name.npos ? name.npos : next - at - 1));
      at = next;
    }
    if (found) return found;
  }
  return nullptr;
}

class name_check {
 public:
  name_check(std::string_view file, std::string_view text, view const& sample)
      : file_(file), text_(text), sample_(sample) {
    around_.push_back(&sample_);
  }

  void run() {
    while (auto const found = next_tag(file_, text_, position_)) {
      position_ = found->end;
      if (found->kind == '/') {
        leave(found->name);
      } else {
        meet(*found);
      }
    }
    if (!open_.empty()) fail("is not closed", open_.back());
  }

 private:
  void meet(tag const& found) {
    auto const* value = look_up(around_, found.name);
    if (!value) fail("is not known", found.name);
    auto const section = found.kind == '#' || found.kind == '^';
    if (!section && !std::holds_alternative<std::string>(value->value())) fail("is not a text", found.name);
    if (section) enter(found, *value);
  }

  void enter(tag const& found, view_value const& value) {
    open_.push_back(found.name);
    auto const* items = std::get_if<view_value::list>(&value.value());
    if (found.kind == '#' && items && items->empty()) fail("is an empty list in the sample", found.name);
    around_.push_back(found.kind == '^' ? around_.back() : items ? &items->front() : &value);
  }

  void leave(std::string_view name) {
    if (open_.empty() || open_.back() != name) fail("closes what is not open", name);
    open_.pop_back();
    around_.pop_back();
  }

  [[noreturn]] void fail(std::string_view what, std::string_view name) const {
    throw template_error(file_, "\"" + std::string{name} + "\" " + std::string{what});
  }

  std::string_view file_, text_;
  view_value sample_;
  std::size_t position_ = 0;
  scopes around_;
  std::vector<std::string_view> open_;
};

}  // namespace

std::string assembled(std::string_view name, template_lookup const& lookup) {
  return assembled(name, lookup, 0);
}

std::string translated(std::string_view name, std::string_view text, words const& language, bool html) {
  constexpr auto opening = std::string_view{"{{#say}}"}, closing = std::string_view{"{{/say}}"};
  std::string whole;
  for (;;) {
    auto const begin = text.find(opening);
    if (begin == text.npos) return whole += text;
    auto const end = text.find(closing, begin);
    if (end == text.npos) throw template_error(name, "{{#say}} is not closed");
    whole += text.substr(0, begin);
    whole += say(name, text.substr(begin + opening.size(), end - begin - opening.size()), language, html);
    text.remove_prefix(end + closing.size());
  }
}

template_frame framed(std::string_view name, std::string_view text) {
  template_frame frame;
  auto const take_out = [&frame](std::string_view between) {
    auto const visible = trimmed(between);
    if (visible.empty()) return void(frame.tags += between);
    auto const begin = static_cast<std::size_t>(visible.data() - between.data());
    frame.tags += between.substr(0, begin);
    frame.tags += "{{&" + std::to_string(frame.texts.size()) + "}}";
    frame.tags += between.substr(begin + visible.size());
    frame.texts.emplace_back(visible);
  };
  auto position = std::size_t{0};
  while (auto const found = next_tag(name, text, position)) {
    take_out(text.substr(position, found->begin - position));
    frame.tags += text.substr(found->begin, found->end - found->begin);
    position = found->end;
  }
  take_out(text.substr(position));
  return frame;
}

void demand_names(std::string_view name, std::string_view text, view const& sample) {
  name_check{name, text, sample}.run();
}

}  // namespace rehearse
