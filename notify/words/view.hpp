// What a template is filled with: a tree of texts, flags, lists and objects under names. Used by the letters and the
// pages, which build one view per mail or page; templates.hpp renders it. Values; any thread, one at a time.
#pragma once

#include <concepts>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rehearse {

class view_value;
struct view_field;

// Values under names, in the order they were set.
class view {
 public:
  view() = default;
  view(std::initializer_list<view_field> fields);

  // Sets or replaces one value.
  view& set(std::string_view name, view_value value) &;
  view&& set(std::string_view name, view_value value) &&;
  // Takes over all values of the other one, replacing those of the same name.
  view& merge(view const& other);
  // The value, or nothing when no such name was set.
  view_value const* find(std::string_view name) const;
  std::vector<view_field> const& fields() const { return fields_; }

 private:
  std::vector<view_field> fields_;
};

// In a template `{{#name}}` shows its inside for: a text that is not empty, true, an object, each item of a list.
class view_value {
 public:
  using list = std::vector<view_value>;

  view_value(std::string text) : value_(std::move(text)) {}
  view_value(std::string_view text) : value_(std::string{text}) {}
  view_value(char const* text) : value_(std::string{text}) {}
  view_value(std::optional<std::string> text) : value_(text ? std::move(*text) : std::string{}) {}
  view_value(std::same_as<bool> auto flag) : value_(static_cast<bool>(flag)) {}
  template <std::integral Number>
  requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) view_value(Number number)
      : value_(std::to_string(number)) {}
  view_value(view object) : value_(std::move(object)) {}
  view_value(list items) : value_(std::move(items)) {}
  view_value(std::vector<view> items)
      : value_(list(std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()))) {}
  view_value(std::vector<std::string> const& items) : value_(list(items.begin(), items.end())) {}

  std::variant<bool, std::string, list, view> const& value() const { return value_; }

 private:
  std::variant<bool, std::string, list, view> value_;
};

struct view_field {
  std::string name;
  view_value value;
};

}  // namespace rehearse
