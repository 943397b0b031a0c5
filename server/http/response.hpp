// An answer as everything above this folder makes it. The server adds Date, Content-Length, X-Request-Id and the connection's
// own fields, and leaves the body away where HTTP says so (HEAD, 204, 304). A value.
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
  // Bytes kept elsewhere (a cache, an embedded file), sent instead of `body` without a copy.
  std::shared_ptr<std::string const> shared_body;

  response& with(std::string_view name, std::string_view value);  // adds a header; control characters are a bug and throw
  std::string_view content() const { return shared_body ? std::string_view(*shared_body) : std::string_view(body); }
};

response text_response(int status, std::string_view content_type, std::string body);

}  // namespace rehearse::http
