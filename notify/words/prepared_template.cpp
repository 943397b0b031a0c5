#include "notify/words/prepared_template.hpp"

#include "notify/words/template_tags.hpp"
#include "notify/words/templates.hpp"

namespace rehearse {

namespace {

constexpr auto blanks_in_a_line = std::string_view{" \t\r"};

// Whether `{{#name}}` shows its inside.
bool shows(view_value const& value) {
  if (auto const* flag = std::get_if<bool>(&value.value())) return *flag;
  if (auto const* text = std::get_if<std::string>(&value.value())) return !text->empty();
  if (auto const* items = std::get_if<view_value::list>(&value.value())) return !items->empty();
  return true;
}

}  // namespace

// What is written so far, and where in the facts it is. A line that had a section's tags and shows nothing is left out.
struct prepared_template::filling {
  std::string whole;
  scopes around;
  std::size_t line_begins = 0;
  bool line_has_section = false;

  void write_piece(std::string_view text) {
    auto const first = text.find('\n');
    if (first == text.npos) {
      whole += text;
      return;
    }
    whole += text.substr(0, first);
    end_line();
    whole += text.substr(first + 1);
    line_begins = whole.size() - (text.size() - text.rfind('\n') - 1);
  }

  void end_line() {
    if (!drop_empty_line()) whole += '\n';
    line_has_section = false;
  }

  bool drop_empty_line() {
    if (!line_has_section || whole.find_first_not_of(blanks_in_a_line, line_begins) != whole.npos) return false;
    whole.resize(line_begins);
    return true;
  }
};

prepared_template::prepared_template(std::string name, std::string text, bool html)
    : name_(std::move(name)), text_(std::move(text)), html_(html) {
  auto const text_now = std::string_view{text_};
  auto const offset_of = [&](std::string_view part) { return static_cast<std::size_t>(part.data() - text_now.data()); };
  auto const fault = [&](std::string_view what, std::string_view of) {
    return template_error(name_, "\"" + std::string{of} + "\" " + std::string{what});
  };
  std::vector<std::size_t> open;
  auto position = std::size_t{0};
  while (auto const found = next_tag(name_, text_now, position)) {
    add_piece(position, found->begin);
    position = found->end;
    if (found->kind == '/') {
      if (open.empty() || words_of(steps_[open.back()]) != found->name)
        throw fault("closes what is not open", found->name);
      steps_[open.back()].section_ends = steps_.size();
      open.pop_back();
    }
    if (found->kind == '#' || found->kind == '^') open.push_back(steps_.size());
    steps_.push_back({found->kind, found->name.empty() ? 0 : offset_of(found->name), found->name.size(), 0});
  }
  add_piece(position, text_.size());
  if (!open.empty()) throw fault("is not closed", words_of(steps_[open.back()]));
}

void prepared_template::add_piece(std::size_t begin, std::size_t end) {
  if (begin < end) steps_.push_back({'t', begin, end - begin, 0});
}

std::string prepared_template::render(view const& facts) const {
  filling f;
  f.whole.reserve(text_.size() + text_.size() / 2);
  f.around.push_back({&facts, nullptr});
  fill(f, 0, steps_.size());
  f.drop_empty_line();
  return std::move(f.whole);
}

void prepared_template::fill(filling& f, std::size_t from, std::size_t to) const {
  for (auto i = from; i < to; ++i) {
    auto const& s = steps_[i];
    if (s.kind == 't') {
      f.write_piece(words_of(s));
    } else if (s.kind == '#' || s.kind == '^') {
      fill_section(f, i);
      i = s.section_ends;
    } else {
      write_value(f, s);
    }
  }
}

void prepared_template::fill_section(filling& f, std::size_t which) const {
  auto const& s = steps_[which];
  auto const& value = value_of(f, s);
  if (shows(value) != (s.kind == '#')) return;
  auto const inside = [&](view_value const* within) {
    f.line_has_section = true;
    if (within) f.around.push_back(scope_of(*within));
    fill(f, which + 1, s.section_ends);
    if (within) f.around.pop_back();
    f.line_has_section = true;
  };
  auto const* const items = std::get_if<view_value::list>(&value.value());
  if (s.kind == '^') {
    inside(nullptr);
  } else if (items) {
    for (auto const& item : *items) inside(&item);
  } else {
    inside(&value);
  }
}

view_value const& prepared_template::value_of(filling const& f, step const& s) const {
  auto const* const found = look_up(f.around, words_of(s));
  if (!found) throw template_error(name_, "\"" + std::string{words_of(s)} + "\" is not known");
  return *found;
}

void prepared_template::write_value(filling& f, step const& s) const {
  auto const* const text = std::get_if<std::string>(&value_of(f, s).value());
  if (!text) return;
  if (html_ && s.kind == 'v') {
    append_html_escaped(f.whole, *text);
  } else {
    f.whole += *text;
  }
}

}  // namespace rehearse
