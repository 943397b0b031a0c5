#include "scheduler/documents/language_tag.hpp"

#include "notify/words/world_names.hpp"

#include <algorithm>

namespace rehearse {

bool is_language_tag(std::string_view tag) {
  auto const fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return tag.size() >= 2 && tag.size() <= 35 && std::all_of(tag.begin(), tag.end(), fits) && tag.front() != '-' &&
         tag.back() != '-' && tag.find("--") == tag.npos && is_known_language(tag);
}

std::optional<std::string> read_locale(field_reader& r) {
  auto tag = r.text("locale");
  if (!tag || is_language_tag(*tag)) return tag;
  r.mistake("locale", not_a_language);
  return std::nullopt;
}

}  // namespace rehearse
