#include "server/auth/note_request.hpp"

#include <string>

namespace rehearse {

void note_request(log::level at, http::request const& asked, std::string_view operation, int status,
                  std::chrono::nanoseconds took) {
  auto const tenths = took / std::chrono::microseconds(100);
  auto* const say = at == log::level::debug ? log::debug : log::info;
  say("request", {{"request_id", asked.id},
                  {"method", asked.path.empty() ? "none" : std::string(http::name_of(asked.verb))},
                  {"operation", std::string(operation)},
                  {"status", std::to_string(status)},
                  {"milliseconds", std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)}});
}

}  // namespace rehearse
