// The log line of a request: its id, its operation, how it ended. It names the operation, never the path: that may hold
// a token. Used by dispatch, and by the vital signs, which answer before it. Any thread.
#pragma once

#include "config/log.hpp"
#include "server/http/request.hpp"

#include <chrono>
#include <string_view>

namespace rehearse {

// `at`: debug, or info.
void note_request(log::level at, http::request const& asked, std::string_view operation, int status,
                  std::chrono::nanoseconds took);

}  // namespace rehearse
