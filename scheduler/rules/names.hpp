// Enumerators and the words they are written as, in tables: for the name_of and …_named functions. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rehearse {

template <class Enum>
struct named {
  Enum value;
  std::string_view name;
};

// The word for a value; every enumerator stands in its table.
template <class Enum, std::size_t Count>
constexpr std::string_view name_in(named<Enum> const (&table)[Count], Enum value) {
  for (auto const& row : table)
    if (row.value == value) return row.name;
  return {};
}

// The value of a word, or none.
template <class Enum, std::size_t Count>
constexpr std::optional<Enum> value_in(named<Enum> const (&table)[Count], std::string_view name) {
  for (auto const& row : table)
    if (row.name == name) return row.value;
  return std::nullopt;
}

}  // namespace rehearse
