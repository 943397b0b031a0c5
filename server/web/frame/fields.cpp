#include "server/web/frame/fields.hpp"

#include <algorithm>

namespace rehearse {
namespace {

std::string_view input_type(field_kind kind) {
  switch (kind) {
    case field_kind::email:
      return "email";
    case field_kind::number:
      return "number";
    case field_kind::date:
      return "date";
    case field_kind::one_of:
      return "radio";
    case field_kind::some_of:
      return "checkbox";
    default:
      return "text";
  }
}

std::string described_by(field const& f, bool wrong) {
  std::string ids;
  if (!f.hint.empty()) ids += f.name + "-hint";
  if (wrong) ids += (ids.empty() ? "" : " ") + f.name + "-mistake";
  return ids;
}

std::vector<view> option_views(form const& typed, field const& f) {
  auto chosen = typed.values(f.name);
  // Nothing said yet: the option that stands for nothing.
  if (chosen.empty()) chosen.emplace_back();
  std::vector<view> options;
  for (auto const& o : f.options) {
    // The summary of mistakes links to the first.
    auto const id = options.empty() ? f.name : f.name + "-" + std::to_string(options.size() + 1);
    bool const is_it = std::ranges::find(chosen, o.value) != chosen.end();
    options.push_back(
        {{"id", id}, {"option", o.value}, {"words", o.label}, {"chosen", is_it}, {"of_programme", o.of_programme}});
  }
  return options;
}

view field_view(form const& typed, field const& f) {
  auto const mistake = typed.error_at(f.name);
  bool const line = f.kind <= field_kind::date;
  return {{"name", f.name},
          {"label", f.label},
          {"of_programme", f.of_programme},
          {"owner", f.owner},
          {"hint", f.hint},
          {"mistake", mistake},
          {"described_by", described_by(f, !mistake.empty())},
          {"value", typed.value(f.name)},
          {"required", f.required},
          {"autocomplete", f.autocomplete},
          {"type", input_type(f.kind)},
          {"is_line", line},
          {"is_lines", f.kind == field_kind::lines},
          {"is_menu", f.kind == field_kind::menu},
          {"is_group", f.kind == field_kind::one_of || f.kind == field_kind::some_of},
          {"is_check", f.kind == field_kind::check},
          {"chosen", f.kind == field_kind::check && typed.value(f.name) == "yes"},
          {"options", option_views(typed, f)}};
}

}  // namespace

std::vector<view> field_views(form const& typed, std::vector<field> const& fields) {
  std::vector<view> views;
  for (auto const& f : fields) views.push_back(field_view(typed, f));
  return views;
}

}  // namespace rehearse
