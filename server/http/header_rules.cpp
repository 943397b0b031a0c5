#include "server/http/header_rules.hpp"

#include <algorithm>
#include <array>

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

bool is_printable_ascii(string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// A table, since every byte of every header is asked.
constexpr auto harmless_bytes = [] {
  std::array<bool, 256> harmless{};
  for (std::size_t byte = 0x20; byte < harmless.size(); ++byte) harmless[byte] = byte != 0x7f;
  harmless['\t'] = true;
  return harmless;
}();

// Lines end with CRLF, no other control character stands in them, and none goes on in the next (RFC 9112 section 5.2).
std::optional<refusal> refuse_controls(string_view header) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (harmless_bytes[static_cast<unsigned char>(header[i])]) continue;
    auto const rest = header.substr(i);
    if (!rest.starts_with("\r\n")) return refusal{400, "The header has a control character or a bare CR or LF."};
    if (rest.starts_with("\r\n ") || rest.starts_with("\r\n\t"))
      return refusal{400, "A header field may not be folded over several lines."};
    ++i;
  }
  return std::nullopt;
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
  if (!is_printable_ascii(target)) return refusal{400, "The target must be printable ASCII."};
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

// What a field that may be given once has: how often it stands there, and its value where that is once.
struct single_field {
  int count = 0;
  string_view value;

  void meet(string_view met) {
    ++count;
    value = met;
  }
};

// The fields that say where a request goes, where its body ends, and what is expected.
struct framing_fields {
  single_field host, length, coding, expectation;

  explicit framing_fields(header_list const& fields) {
    for (auto const& [name, value] : fields) {
      if (auto* const one = named(name)) one->meet(value);
    }
  }

 private:
  // By its length first: most fields are none of these.
  single_field* named(string_view name) {
    switch (name.size()) {
      case 4:
        return same_word(name, "host") ? &host : nullptr;
      case 6:
        return same_word(name, "expect") ? &expectation : nullptr;
      case 14:
        return same_word(name, "content-length") ? &length : nullptr;
      case 17:
        return same_word(name, "transfer-encoding") ? &coding : nullptr;
      default:
        return nullptr;
    }
  }
};

std::optional<refusal> refuse_host(single_field const& host, bool is_http_1_1) {
  if (host.count == 0 && !is_http_1_1) return std::nullopt;
  if (host.count != 1 || !is_host(host.value)) return refusal{400, "Exactly one valid Host field is needed."};
  return std::nullopt;
}

std::optional<refusal> refuse_length(framing_fields const& given, bool is_http_1_1) {
  auto const& length = given.length;
  auto const& coding = given.coding;
  if (length.count > 1 || (length.count == 1 && !is_number(length.value)))
    return refusal{400, "Content-Length must be one number, given once."};
  if (coding.count == 0) return std::nullopt;
  if (!is_http_1_1 || length.count > 0 || coding.count > 1 || !same_word(coding.value, "chunked"))
    return refusal{400, "Transfer-Encoding must be exactly chunked, in HTTP/1.1 and without Content-Length."};
  return std::nullopt;
}

std::optional<refusal> refuse_expectation(single_field const& expected, bool is_http_1_1) {
  if (expected.count == 0 || !is_http_1_1) return std::nullopt;
  if (expected.count > 1 || !same_word(expected.value, "100-continue"))
    return refusal{417, "The only expectation that can be met is 100-continue."};
  return std::nullopt;
}

}  // namespace

std::optional<refusal> refuse_bytes(string_view header) {
  if (auto no = refuse_controls(header)) return no;
  return refuse_request_line(header.substr(0, header.find("\r\n")));
}

std::optional<refusal> refuse_fields(header_list const& fields, bool is_http_1_1) {
  if (fields.size() > max_fields) return refusal{431, "A request may have at most 100 header fields."};
  auto const has_underscore = [](auto const& field) { return field.first.find('_') != std::string::npos; };
  if (std::any_of(fields.begin(), fields.end(), has_underscore))
    return refusal{400, "The name of a header field may not hold an underscore."};
  framing_fields const given(fields);
  if (auto no = refuse_host(given.host, is_http_1_1)) return no;
  if (auto no = refuse_length(given, is_http_1_1)) return no;
  return refuse_expectation(given.expectation, is_http_1_1);
}

}  // namespace rehearse::http
