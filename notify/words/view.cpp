#include "notify/words/view.hpp"

#include <algorithm>

namespace rehearse {

view::view(std::initializer_list<view_field> fields) : fields_(fields) {}

view& view::set(std::string_view name, view_value value) & {
  auto const it = std::ranges::find(fields_, name, &view_field::name);
  if (it == fields_.end()) {
    fields_.push_back({std::string{name}, std::move(value)});
  } else {
    it->value = std::move(value);
  }
  return *this;
}

view&& view::set(std::string_view name, view_value value) && {
  return std::move(set(name, std::move(value)));
}

view& view::merge(view const& other) {
  for (auto const& field : other.fields_) set(field.name, field.value);
  return *this;
}

view_value const* view::find(std::string_view name) const {
  auto const it = std::ranges::find(fields_, name, &view_field::name);
  return it == fields_.end() ? nullptr : &it->value;
}

}  // namespace rehearse
