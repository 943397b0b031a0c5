#include "server/http/target.hpp"

#include "server/http/utf8.hpp"

#include <algorithm>

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/rfc/pchars.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

namespace rehearse::http {

namespace {

namespace urls = boost::urls;
using pairs = std::vector<std::pair<std::string, std::string>>;

std::string decoded(urls::pct_string_view text) {
  urls::encoding_opts const as_form(true);
  return text.decode(as_form);
}

std::optional<pairs> decoded(urls::params_encoded_view params) {
  pairs members;
  members.reserve(params.size());
  for (auto const& param : params) {
    auto member = std::pair(decoded(param.key), param.has_value ? decoded(param.value) : std::string());
    if (member.first.empty() && member.second.empty()) continue;  // "?" and "&&"
    if (!is_utf8(member.first) || !is_utf8(member.second)) return std::nullopt;
    members.push_back(std::move(member));
  }
  return members;
}

bool has_encoded_slash(std::string_view path) {
  for (auto at = path.find('%'); at != path.npos; at = path.find('%', at + 1)) {
    auto const code = path.substr(at + 1, 2);
    if (same_word(code, "2f") || same_word(code, "5c")) return true;
  }
  return false;
}

bool is_ambiguous_segment(std::string_view segment, bool last) {
  return (segment.empty() && !last) || segment == "." || segment == "..";
}

bool is_clean(std::string_view path) {
  auto const is_bad = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; };
  if (!path.starts_with('/') || std::any_of(path.begin(), path.end(), is_bad)) return false;
  for (auto rest = path.substr(1);;) {
    auto const slash = rest.find('/');
    if (is_ambiguous_segment(rest.substr(0, slash), slash == rest.npos)) return false;
    if (slash == rest.npos) return true;
    rest.remove_prefix(slash + 1);
  }
}

// Whether a text stands for itself, as most do: then it is spared the work of decoding (RFC 3986 sections 2.3, 3.3 and
// 3.4).
bool is_plain(std::string_view text, urls::grammar::lut_chars const& plain) {
  return std::all_of(text.begin(), text.end(), plain);
}

constexpr auto plain_in_path = urls::unreserved_chars + urls::grammar::lut_chars('/');
constexpr auto plain_in_query = urls::pchars + urls::grammar::lut_chars("/?") - urls::grammar::lut_chars('+');

// What stands before the first such character, and what behind it.
std::pair<std::string_view, std::string_view> split_at(char separator, std::string_view text) {
  auto const before = text.substr(0, text.find(separator));
  return {before, text.substr(std::min(before.size() + 1, text.size()))};
}

pairs plain_members(std::string_view query) {
  pairs members;
  if (query.empty()) return members;
  members.reserve(static_cast<std::size_t>(std::count(query.begin(), query.end(), '&')) + 1);
  while (!query.empty()) {
    auto const [member, others] = split_at('&', query);
    auto const [name, value] = split_at('=', member);
    if (!name.empty() || !value.empty()) members.emplace_back(name, value);
    query = others;
  }
  return members;
}

std::optional<target> read_origin_form(std::string_view text) {
  target found;
  auto const [path, query_text] = split_at('?', text);
  if (is_plain(path, plain_in_path) && is_plain(query_text, plain_in_query)) {
    if (!is_clean(path)) return std::nullopt;
    found.path = path;
    found.query = plain_members(query_text);
    return found;
  }
  auto const parsed = urls::parse_origin_form(text);
  if (!parsed || text.starts_with("//")) return std::nullopt;
  std::string_view const encoded = parsed->encoded_path();
  if (has_encoded_slash(encoded)) return std::nullopt;
  found.path = parsed->encoded_path().decode();
  if (!is_clean(found.path) || !is_utf8(found.path)) return std::nullopt;
  auto query = decoded(parsed->encoded_params());
  if (!query) return std::nullopt;
  found.query = *std::move(query);
  return found;
}

// The port that is meant where a URL of that scheme names none, with its colon.
std::string_view own_port(std::string_view scheme) {
  return same_word(scheme, "http") ? ":80" : ":443";
}

std::string_view without_port(std::string_view authority, std::string_view port) {
  if (authority.ends_with(port)) authority.remove_suffix(port.size());
  return authority;
}

}  // namespace

std::optional<target> read_target(std::string_view text) {
  auto const mark = text.find("://");
  auto const scheme = text.substr(0, mark);
  if (mark == text.npos || !(same_word(scheme, "http") || same_word(scheme, "https"))) return read_origin_form(text);
  text.remove_prefix(mark + 3);
  auto const end = std::min(text.find_first_of("/?#"), text.size());
  if (end == 0) return std::nullopt;
  auto const rest = text.substr(end);
  auto found = read_origin_form(rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest));
  if (!found) return std::nullopt;
  found->scheme = scheme;
  found->authority = text.substr(0, end);
  return found;
}

bool agrees_with_host(target const& asked, std::string_view host) {
  if (asked.authority.empty()) return true;
  auto const port = own_port(asked.scheme);
  return same_word(without_port(asked.authority, port), without_port(host, port));
}

std::optional<pairs> read_form(std::string_view body) {
  if (is_plain(body, plain_in_query)) return plain_members(body);
  auto const parsed = urls::parse_query(body);
  if (!parsed) return std::nullopt;
  return decoded(*parsed);
}

std::string percent_encoded(std::string_view text) {
  return urls::encode(text, urls::unreserved_chars);
}

}  // namespace rehearse::http
