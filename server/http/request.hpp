// A request as everything above this folder sees it: already framed, bounded and decoded; no Beast, no Asio. A value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::http {

enum class method { get, head, post, put, patch, delete_, options };
std::string_view name_of(method m);

// Whether two texts are the same but for the case of ASCII letters, as field names are compared.
bool same_word(std::string_view left, std::string_view right);

// Names are compared without case by the functions below; in order of arrival.
using header_list = std::vector<std::pair<std::string, std::string>>;

// The values of all fields of that name, joined by ", " (RFC 9110 section 5.3); empty when there is none.
std::string joined(header_list const& fields, std::string_view name);

struct request {
  method verb = method::get;
  std::string path;  // decoded, normal form, begins with "/"; never holds "//", "..", or a NUL
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  header_list headers;
  std::string body;
  std::string client_address;  // the peer's, or what a trusted proxy says of it
  std::string id;              // X-Request-Id, ours

  // The value of the first header of that name, or none.
  std::optional<std::string_view> header(std::string_view name) const;
  // The value of the first query member of that name, or none.
  std::optional<std::string_view> query_value(std::string_view name) const;
  // The value of a cookie (RFC 6265 section 5.4), or none.
  std::optional<std::string_view> cookie(std::string_view name) const;
};

// The members of an application/x-www-form-urlencoded body, decoded ("+" is a space), in order; none when it cannot be
// read.
std::optional<std::vector<std::pair<std::string, std::string>>> read_form(std::string_view body);

// A text for a query or path segment, percent-encoded.
std::string percent_encoded(std::string_view text);

}  // namespace rehearse::http
