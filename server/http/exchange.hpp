// The one answer owed to a request: what stands behind the `respond` that a handler is given. Remembers where the
// connection lives, not the connection itself, so it may outlive connection and server. answer() from any thread.
#pragma once

#include "server/http/response.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace rehearse::http {

class event_loop;

class exchange {
 public:
  exchange(std::weak_ptr<event_loop> home, std::uint64_t connection)
      : home_(std::move(home)), connection_(connection) {}
  ~exchange() { answer(std::nullopt); }  // nobody is left who could answer
  exchange(exchange const&) = delete;
  exchange& operator=(exchange const&) = delete;

  // Brings the answer to the connection's own thread; none stands for a fault. Only the first one counts.
  void answer(std::optional<response> with);

 private:
  std::weak_ptr<event_loop> home_;
  std::uint64_t connection_;
  std::atomic<bool> answered_ = false;
};

}  // namespace rehearse::http
