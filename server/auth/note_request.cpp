#include "server/auth/note_request.hpp"

#include <string>

namespace rehearse {

void note_request(log::level at, http::request const& asked, std::string_view operation, int status,
                  std::chrono::nanoseconds took) {
  auto const tenths = took / std::chrono::microseconds(100);
  // Written by the loop that sends the answer, when it next has nothing to do.
  log::later(at, "request",
             {{"request_id", asked.id},
              {"method", asked.path.empty() ? "none" : http::name_of(asked.verb)},
              {"operation", operation},
              {"status", std::to_string(status)},
              {"milliseconds", std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)}});
}

}  // namespace rehearse
