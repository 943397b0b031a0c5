#include "server/http/request.hpp"

#include <algorithm>

namespace rehearse::http {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::string_view> cookie_in(std::string_view field, std::string_view name) {
  while (!field.empty()) {
    auto const end = std::min(field.find(';'), field.size());
    auto const pair = trimmed(field.substr(0, end));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
    field.remove_prefix(std::min(end + 1, field.size()));
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(method m) {
  switch (m) {
    case method::get:
      return "GET";
    case method::head:
      return "HEAD";
    case method::post:
      return "POST";
    case method::put:
      return "PUT";
    case method::patch:
      return "PATCH";
    case method::delete_:
      return "DELETE";
    case method::options:
      return "OPTIONS";
  }
  return "";
}

bool same_word(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lower(a) == lower(b); });
}

std::optional<std::string_view> request::header(std::string_view name) const {
  for (auto const& [field, value] : headers)
    if (same_word(field, name)) return value;
  return std::nullopt;
}

std::string joined(header_list const& fields, std::string_view name) {
  std::string all;
  for (auto const& [field, value] : fields) {
    if (!same_word(field, name)) continue;
    if (!all.empty()) all += ", ";
    all += value;
  }
  return all;
}

std::optional<std::string_view> request::query_value(std::string_view name) const {
  for (auto const& [member, value] : query)
    if (member == name) return value;
  return std::nullopt;
}

std::optional<std::string_view> request::cookie(std::string_view name) const {
  for (auto const& [field, value] : headers) {
    if (!same_word(field, "cookie")) continue;
    if (auto const found = cookie_in(value, name)) return found;
  }
  return std::nullopt;
}

}  // namespace rehearse::http
