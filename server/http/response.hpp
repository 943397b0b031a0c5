// An answer as everything above this folder makes it. The server adds Date, Content-Length, X-Request-Id and the
// connection's own fields, and leaves the body away where HTTP says so (HEAD, 204, 304). A value.
#pragma once

#include "server/http/request.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace rehearse::http {

struct response {
  int status = 200;
  header_list headers;
  std::string body;
  // Fields that many answers share, as field_lines() made them once; what they are of outlives the answer.
  std::string_view shared_fields;
  // Bytes kept elsewhere (a cache, an embedded file), sent instead of `body` without a copy.
  std::shared_ptr<std::string const> shared_body;

  // Adds a header. Throws std::invalid_argument for what is a bug: a control character, or a field that is the server's
  // own (Connection, Content-Length, Date, Server, Transfer-Encoding, X-Request-Id).
  response& with(std::string_view name, std::string_view value);
  std::string_view content() const { return shared_body ? std::string_view(*shared_body) : std::string_view(body); }
};

// These fields as their lines in a head, for `shared_fields`. Throws as with() does.
std::string field_lines(header_list const& fields);

// The reason phrase of a status (RFC 9110 section 15), "Unknown" for one we never send.
std::string_view reason_of(int status);

// An answer with that Content-Type and body.
response text_response(int status, std::string_view content_type, std::string body);

}  // namespace rehearse::http
