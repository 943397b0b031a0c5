#include "server/web/frame/form.hpp"

#include "server/http/negotiation.hpp"

#include <algorithm>

namespace rehearse {
namespace {

std::string trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::string said_of(std::string const& place, std::string const& sentence) {
  return place.empty() ? sentence : place + ": " + sentence;
}

}  // namespace

form::form(call const& c) : members_(c.request->query) {}

result<form> form::read(call const& c) {
  if (auto trouble = http::trouble_with_content(*c.request, {"application/x-www-form-urlencoded"}))
    return refused(errc::unsupported_media_type, *std::move(trouble));
  auto members = http::read_form(c.request->body);
  if (!members) return refused(errc::not_parsable, "The form cannot be read.");
  form sent(c);
  sent.members_ = std::move(*members);
  return sent;
}

std::string form::value(std::string_view name) const {
  for (auto const& [key, value] : members_)
    if (key == name) return trimmed(value);
  return "";
}

std::vector<std::string> form::values(std::string_view name) const {
  std::vector<std::string> all;
  for (auto const& [key, value] : members_)
    if (key == name) all.push_back(trimmed(value));
  return all;
}

bool form::has(std::string_view name) const {
  return std::ranges::any_of(members_, [&](auto const& m) { return m.first == name; });
}

void form::set(std::string_view name, std::string value) {
  std::erase_if(members_, [&](auto const& m) { return m.first == name; });
  members_.emplace_back(name, std::move(value));
}

void form::set_all(std::string_view name, std::vector<std::string> const& values) {
  std::erase_if(members_, [&](auto const& m) { return m.first == name; });
  for (auto const& value : values) members_.emplace_back(name, value);
}

void form::mistake(std::string_view name, std::string sentence, std::string_view place) {
  mistakes_.push_back({std::string(name), std::move(sentence), std::string(place)});
}

std::vector<std::string> form::mistaken_fields() const {
  std::vector<std::string> names;
  for (auto const& m : mistakes_) names.push_back(m.name);
  return names;
}

std::vector<std::string> form::sentences() const {
  std::vector<std::string> all;
  for (auto const& m : mistakes_) all.push_back(said_of(m.place, m.sentence));
  return all;
}

view form::errors() const {
  std::vector<view> list;
  for (auto const& m : mistakes_) list.push_back({{"field", m.name}, {"sentence", said_of(m.place, m.sentence)}});
  bool const any = !list.empty();
  return {{"errors", std::move(list)}, {"has_errors", any}};
}

std::string form::error_at(std::string_view name) const {
  std::string sentences;
  for (auto const& m : mistakes_)
    if (m.name == name) sentences += (sentences.empty() ? "" : " ") + m.sentence;
  return sentences;
}

std::string volunteer_named(call const& c) {
  auto const asked = c.request->query_value("volunteer").value_or("");
  if (!asked.empty() || c.request->verb != http::method::post) return std::string(asked);
  auto const sent = form::read(c);
  return sent ? sent->value("volunteer") : "";
}

}  // namespace rehearse
