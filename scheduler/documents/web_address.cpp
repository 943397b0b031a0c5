#include "scheduler/documents/web_address.hpp"

#include <algorithm>

namespace rehearse {

// Printable ASCII without what could end an attribute, a header or a calendar line.
bool is_web_address(std::string_view text) {
  auto const fits = [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\'; };
  bool const web = text.starts_with("https://") || text.starts_with("http://");
  return web && text.size() > 8 && text.size() <= 1000 && std::all_of(text.begin(), text.end(), fits);
}

std::optional<std::string> read_place(field_reader& r, std::string_view name) {
  auto const url = r.text(name, {.at_most = 1000});
  if (url && !url->empty() && !is_web_address(*url)) {
    r.mistake(name, "Must be an http or https URL.");
    return std::nullopt;
  }
  return url;
}

}  // namespace rehearse
