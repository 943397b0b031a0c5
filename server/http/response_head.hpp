// The bytes of an answer before its body. Used by connections, which send them with the body in one write. Pure; any
// thread.
#pragma once

#include "config/instant.hpp"
#include "server/http/response.hpp"

#include <string>
#include <string_view>

namespace rehearse::http {

// What the connection knows about an answer and its maker does not.
struct head_facts {
  std::string_view date;  // empty: no Date field
  std::string_view request_id;
  bool closes = false;           // the connection closes after it
  bool says_keep_alive = false;  // to a client of HTTP/1.0, which expects the word
};

// Status line, the answer's fields, Content-Length (not with 204 and 304), Date, X-Request-Id, Connection, empty line.
std::string head_of(response const& answer, head_facts const& facts);

// Whether an answer of that status to that method has bytes after its head (RFC 9110 section 6.4.1).
bool has_body(int status, method asked);

// An instant as in a Date field: "Tue, 24 Nov 2026 13:30:00 GMT" (RFC 9110 section 5.6.7).
std::string http_date(instant when);

}  // namespace rehearse::http
