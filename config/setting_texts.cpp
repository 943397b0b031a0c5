#include "config/setting_texts.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace rehearse::setting_texts {

namespace {

bool is_address_of(int family, std::string_view text) {
  in6_addr parsed{};  // large enough for both
  return text.find('\0') == std::string_view::npos && ::inet_pton(family, std::string(text).c_str(), &parsed) == 1;
}

std::optional<unsigned> number_in(std::string_view text) {
  unsigned number = 0;
  auto const [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (trouble != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

struct url_parts {
  std::string_view scheme, host, port, rest;
  bool brackets = false;
};

// scheme://host:port/rest; none where the outline is not there.
std::optional<url_parts> split_url(std::string_view url) {
  url_parts parts;
  auto const colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  parts.scheme = url.substr(0, colon);
  url.remove_prefix(colon + 3);
  auto const slash = std::min(url.find_first_of("/?#"), url.size());
  std::string_view authority = url.substr(0, slash);
  parts.rest = url.substr(slash);
  parts.brackets = authority.starts_with('[');
  auto const end = parts.brackets ? authority.find(']') : authority.find(':');
  if (parts.brackets && end == std::string_view::npos) return std::nullopt;
  parts.host = parts.brackets ? authority.substr(1, end - 1) : authority.substr(0, end);
  if (end == std::string_view::npos) return parts;
  authority.remove_prefix(parts.brackets ? end + 1 : end);
  if (!authority.empty() && (authority.front() != ':' || authority.size() == 1)) return std::nullopt;
  if (!authority.empty()) parts.port = authority.substr(1);
  return parts;
}

bool is_host_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool is_host_and_port(url_parts const& parts) {
  bool const host_fits = parts.brackets ? is_address_of(AF_INET6, parts.host)
                                        : !parts.host.empty() && std::ranges::all_of(parts.host, is_host_letter);
  if (!host_fits) return false;
  if (parts.port.empty()) return true;
  auto const port = number_in(parts.port);
  return port && *port >= 1 && *port <= 65'535;
}

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

bool is_not_empty(std::string_view text) {
  return !text.empty();
}

bool is_ip_address(std::string_view text) {
  return is_address_of(AF_INET, text) || is_address_of(AF_INET6, text);
}

bool is_network(std::string_view text) {
  auto const slash = text.find('/');
  if (slash == std::string_view::npos) return is_ip_address(text);
  auto const bits = number_in(text.substr(slash + 1));
  auto const address = text.substr(0, slash);
  return bits &&
         ((is_address_of(AF_INET, address) && *bits <= 32) || (is_address_of(AF_INET6, address) && *bits <= 128));
}

bool is_web_origin(std::string_view text) {
  auto const parts = split_url(text);
  return parts && (parts->scheme == "http" || parts->scheme == "https") && is_host_and_port(*parts) &&
         (parts->rest.empty() || parts->rest == "/");
}

bool is_postgres_url(std::string_view text) {
  return text.starts_with("postgres://") || text.starts_with("postgresql://");
}

bool has_password(std::string_view url) {
  if (!is_postgres_url(url)) return false;
  url.remove_prefix(url.find("://") + 3);
  auto const authority = url.substr(0, url.find_first_of("/?#"));
  auto const user = authority.substr(0, authority.rfind('@'));
  bool const is_before_host = user.size() < authority.size() && user.find(':') != user.npos;
  auto const query = url.substr(std::min(url.find('?'), url.size()));
  auto const has_member = [query](std::string const& name) {
    return query.find("?" + name + "=") != query.npos || query.find("&" + name + "=") != query.npos;
  };
  return is_before_host || has_member("password") || has_member("sslpassword");
}

bool is_database_url(std::string_view text) {
  if (is_postgres_url(text)) return true;
  return text.starts_with(sqlite_scheme) && text.size() > sqlite_scheme.size() && !text.ends_with('/') &&
         !text.starts_with("sqlite::") && text.find('\0') == std::string_view::npos;
}

bool is_smtp_url(std::string_view text) {
  auto const parts = split_url(text);
  return parts && (parts->scheme == "smtp" || parts->scheme == "smtps") && is_host_and_port(*parts) &&
         is_printable_ascii(parts->rest) && parts->rest.find_first_of(" ?#") == std::string_view::npos;
}

bool is_sender(std::string_view text) {
  if (!is_printable_ascii(text)) return false;
  auto const open = text.find('<');
  if (open != std::string_view::npos) {
    if (!text.ends_with('>')) return false;
    text = text.substr(open + 1, text.size() - open - 2);
  }
  auto const at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos && text.find_first_of(" <>,;\"") == std::string_view::npos;
}

std::string host_of(std::string_view url) {
  auto const parts = split_url(url);
  return parts ? std::string(parts->host) : std::string();
}

bool is_loopback_host(std::string_view host) {
  std::string lower(host);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower == "localhost" || lower.ends_with(".localhost")) return true;
  in_addr four{};
  if (::inet_pton(AF_INET, lower.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  in6_addr six{};
  return ::inet_pton(AF_INET6, lower.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

}  // namespace rehearse::setting_texts
