#include "config/settings_file.hpp"

#include "config/plain_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <toml++/toml.h>

namespace rehearse {

namespace {

std::string place_of(std::string const& file, toml::source_region const& where) {
  return file + ":" + std::to_string(where.begin.line);
}

std::optional<setting_value> list_of(toml::array const& array) {
  std::vector<std::string> items;
  for (toml::node const& node : array) {
    auto const* const text = node.as_string();
    if (text == nullptr) return std::nullopt;
    items.push_back(text->get());
  }
  return items;
}

std::optional<setting_value> value_of(toml::node const& node) {
  if (auto const* yes = node.as_boolean()) return yes->get();
  if (auto const* number = node.as_integer()) return number->get();
  if (auto const* text = node.as_string()) return text->get();
  if (auto const* array = node.as_array()) return list_of(*array);
  return std::nullopt;
}

struct numbered {
  toml::source_index line;
  assignment what;
};

void read_section(std::string const& file, std::string const& section, toml::table const& table,
                  std::vector<numbered>& found) {
  for (auto const& [key, node] : table) {
    auto const where = key.source();
    found.push_back({where.begin.line, {place_of(file, where), section, std::string(key.str()), value_of(node)}});
  }
}

}  // namespace

settings_file read_settings_file(std::filesystem::path const& file) {
  settings_file result;
  if (auto const trouble = trouble_with_kind_of(file)) {
    result.mistakes.push_back(*trouble);
    return result;
  }
  std::ifstream in(file, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) {
    result.mistakes.push_back(file.string() + ": cannot be read");
    return result;
  }
  try {
    std::vector<numbered> found;
    for (auto const& [key, node] : toml::parse(text, file.string())) {
      if (auto const* section = node.as_table()) {
        read_section(file.string(), std::string(key.str()), *section, found);
      } else {
        found.push_back({key.source().begin.line,
                         {place_of(file.string(), key.source()), "", std::string(key.str()), std::nullopt}});
      }
    }
    std::ranges::stable_sort(found, {}, &numbered::line);
    for (numbered& one : found) result.assignments.push_back(std::move(one.what));
  } catch (toml::parse_error const& error) {
    result.mistakes.push_back(place_of(file.string(), error.source()) + ": " + std::string(error.description()));
  }
  return result;
}

}  // namespace rehearse
