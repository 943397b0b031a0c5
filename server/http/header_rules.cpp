#include "server/http/header_rules.hpp"

#include <algorithm>
#include <vector>

namespace rehearse::http {

namespace {

using std::string_view;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_number(string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_printable_ascii(char c) {
  return c > 0x20 && c < 0x7f;
}

bool has_stray_control(string_view header) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    auto const byte = static_cast<unsigned char>(header[i]);
    if (byte >= 0x20 && byte != 0x7f) continue;
    auto const ends_line = byte == '\r' && i + 1 < header.size() && header[i + 1] == '\n';
    if (ends_line)
      ++i;
    else if (byte != '\t')
      return true;
  }
  return false;
}

bool has_folded_line(string_view header) {
  return header.find("\r\n ") != header.npos || header.find("\r\n\t") != header.npos;
}

bool is_version(string_view text) {
  return text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' && is_digit(text[7]);
}

std::optional<refusal> refuse_request_line(string_view line) {
  auto const first = line.find(' ');
  auto const last = line.rfind(' ');
  if (first == line.npos || first == last) return refusal{400, "The request line needs method, target and version."};
  auto const target = line.substr(first + 1, last - first - 1);
  if (target.size() > max_target_bytes) return refusal{414, "The target is longer than 8 KiB."};
  if (!std::all_of(target.begin(), target.end(), is_printable_ascii))
    return refusal{400, "The target must be printable ASCII."};
  auto const version = line.substr(last + 1);
  if (!is_version(version)) return refusal{400, "The request line must end with the HTTP version."};
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return refusal{505, "Only HTTP/1.1 and HTTP/1.0 are spoken here."};
  return std::nullopt;
}

bool is_host_name(string_view name) {
  auto const allowed = [](char c) {
    return is_letter(c) || is_digit(c) || string_view("-._~%!$&'()*+,;=").find(c) != string_view::npos;
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), allowed);
}

bool is_host_literal(string_view name) {
  auto const allowed = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
  };
  return name.size() > 3 && name.front() == '[' && name.back() == ']' &&
         std::all_of(name.begin() + 1, name.end() - 1, allowed);
}

// RFC 9110 section 7.2: uri-host [ ":" port ].
bool is_host(string_view value) {
  auto const bracket = value.rfind(']');
  auto const colon = value.find(':', bracket == value.npos ? 0 : bracket);
  auto const name = value.substr(0, colon);
  if (colon != value.npos) {
    auto const port = value.substr(colon + 1);
    if (!is_number(port) || port.size() > 5) return false;
  }
  return is_host_name(name) || is_host_literal(name);
}

std::vector<string_view> values_of(header_list const& fields, string_view name) {
  std::vector<string_view> values;
  for (auto const& [field, value] : fields)
    if (same_word(field, name)) values.push_back(value);
  return values;
}

std::optional<refusal> refuse_host(header_list const& fields, bool is_http_1_1) {
  auto const hosts = values_of(fields, "host");
  if (hosts.empty() && !is_http_1_1) return std::nullopt;
  if (hosts.size() != 1 || !is_host(hosts.front())) return refusal{400, "Exactly one valid Host field is needed."};
  return std::nullopt;
}

std::optional<refusal> refuse_length(header_list const& fields, bool is_http_1_1) {
  auto const lengths = values_of(fields, "content-length");
  auto const codings = values_of(fields, "transfer-encoding");
  if (lengths.size() > 1 || (lengths.size() == 1 && !is_number(lengths.front())))
    return refusal{400, "Content-Length must be one number, given once."};
  if (codings.empty()) return std::nullopt;
  if (!is_http_1_1 || !lengths.empty() || codings.size() > 1 || !same_word(codings.front(), "chunked"))
    return refusal{400, "Transfer-Encoding must be exactly chunked, in HTTP/1.1 and without Content-Length."};
  return std::nullopt;
}

std::optional<refusal> refuse_expectation(header_list const& fields, bool is_http_1_1) {
  auto const expected = values_of(fields, "expect");
  if (expected.empty() || !is_http_1_1) return std::nullopt;
  if (expected.size() > 1 || !same_word(expected.front(), "100-continue"))
    return refusal{417, "The only expectation that can be met is 100-continue."};
  return std::nullopt;
}

}  // namespace

std::optional<refusal> refuse_bytes(string_view header) {
  if (has_stray_control(header)) return refusal{400, "The header has a control character or a bare CR or LF."};
  if (has_folded_line(header)) return refusal{400, "A header field may not be folded over several lines."};
  return refuse_request_line(header.substr(0, header.find("\r\n")));
}

std::optional<refusal> refuse_fields(header_list const& fields, bool is_http_1_1) {
  if (fields.size() > max_fields) return refusal{431, "A request may have at most 100 header fields."};
  auto const has_underscore = [](auto const& field) { return field.first.find('_') != std::string::npos; };
  if (std::any_of(fields.begin(), fields.end(), has_underscore))
    return refusal{400, "The name of a header field may not hold an underscore."};
  if (auto no = refuse_host(fields, is_http_1_1)) return no;
  if (auto no = refuse_length(fields, is_http_1_1)) return no;
  return refuse_expectation(fields, is_http_1_1);
}

}  // namespace rehearse::http
