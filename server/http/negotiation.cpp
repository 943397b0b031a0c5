#include "server/http/negotiation.hpp"

#include <algorithm>

namespace rehearse::http {

namespace {

using std::string_view;

string_view trimmed(string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The next member of a list, without the space around it. A separator within quotation marks does not count.
string_view take_member(string_view& list, char separator) {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < list.size() && (quoted || list[end] != separator); ++end)
    if (list[end] == '"') quoted = !quoted;
  auto const member = trimmed(list.substr(0, end));
  list.remove_prefix(std::min(end + 1, list.size()));
  return member;
}

// How closely a media range names a type: 0 not at all, 1 "*/*", 2 "text/*", 3 the type itself.
int closeness(string_view range, string_view type) {
  if (range == "*/*") return 1;
  if (range.ends_with("/*"))
    return same_word(range.substr(0, range.size() - 1), type.substr(0, type.find('/') + 1)) ? 2 : 0;
  return same_word(range, type) ? 3 : 0;
}

bool is_zero_weight(string_view parameter) {
  return (parameter.starts_with("q=0") || parameter.starts_with("Q=0")) &&
         parameter.find_first_not_of("0.", 2) == parameter.npos;
}

bool refuses(string_view parameters) {
  while (!parameters.empty())
    if (is_zero_weight(take_member(parameters, ';'))) return true;
  return false;
}

string_view unquoted(string_view value) {
  return value.size() >= 2 && value.front() == '"' && value.back() == '"' ? value.substr(1, value.size() - 2) : value;
}

// Whether no parameter of a media type names another charset.
bool is_utf8_text(string_view parameters) {
  while (!parameters.empty()) {
    auto value = take_member(parameters, ';');
    auto const name = take_member(value, '=');
    if (same_word(name, "charset") && !same_word(unquoted(value), "utf-8")) return false;
  }
  return true;
}

string_view opaque_part(string_view etag) {
  return etag.starts_with("W/") ? etag.substr(2) : etag;
}

template <class Same>
bool any_etag(string_view field, Same same) {
  while (!field.empty()) {
    auto const tag = take_member(field, ',');
    if (tag == "*" || same(tag)) return true;
  }
  return false;
}

}  // namespace

bool accepts(request const& asked, string_view media_type) {
  auto const field = joined(asked.headers, "accept");
  if (trimmed(field).empty()) return true;
  int closest = 0;
  bool accepted = false;
  for (string_view list = field; !list.empty();) {
    auto range = take_member(list, ',');
    auto const name = take_member(range, ';');
    auto const close = closeness(name, media_type);
    if (close <= closest) continue;
    closest = close;
    accepted = !refuses(range);
  }
  return accepted;
}

std::optional<std::string> trouble_with_content(request const& sent, std::initializer_list<string_view> types) {
  auto const field = joined(sent.headers, "content-type");
  string_view parameters = field;
  auto const said = take_member(parameters, ';');
  if (std::ranges::none_of(types, [said](string_view type) { return same_word(said, type); }))
    return "Send it as " + std::string(*types.begin()) + ".";
  if (!is_utf8_text(parameters)) return "Send it in UTF-8: no other charset is read.";
  auto const codings = joined(sent.headers, "content-encoding");
  for (string_view list = codings; !list.empty();)
    if (auto const coding = take_member(list, ','); !coding.empty() && !same_word(coding, "identity"))
      return "Send it as it is: no Content-Encoding is read.";
  return std::nullopt;
}

std::vector<string_view> etags_in(string_view field) {
  std::vector<string_view> tags;
  while (!field.empty()) tags.push_back(take_member(field, ','));
  return tags;
}

bool etag_matches_weakly(string_view field, string_view etag) {
  return any_etag(field, [etag](string_view tag) { return opaque_part(tag) == opaque_part(etag); });
}

bool is_not_modified(request const& asked, string_view etag) {
  if (asked.verb != method::get && asked.verb != method::head) return false;
  return etag_matches_weakly(joined(asked.headers, "if-none-match"), etag);
}

}  // namespace rehearse::http
