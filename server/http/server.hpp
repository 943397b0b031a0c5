// The HTTP/1.1 server: sockets, framing, limits, time-outs, drain. `application` starts one; what a request means is
// the handler's business. Beast and Asio are behind this header, not in it. start, stop and drain from one thread.
#pragma once

#include "config/clock.hpp"
#include "server/http/request.hpp"
#include "server/http/response.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rehearse::http {

struct server_options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;                 // 0: a free one
  unsigned threads = 2;                      // I/O threads, each with a context of its own
  std::vector<std::string> trusted_proxies;  // addresses or CIDR ranges whose X-Forwarded-For is believed
  std::size_t max_header_bytes = 16 * 1024;
  std::size_t max_body_bytes = 64 * 1024;
  std::size_t max_discarded_bytes = 4 * 1024 * 1024;
  // One more is answered 503 and closed; beyond most_turned_away of those, it waits in the kernel's queue. While three
  // quarters are open, none may rest for longer than two seconds.
  std::size_t max_connections = 10'000;
  static constexpr std::size_t most_turned_away = 64;
  std::chrono::seconds header_timeout{10};  // from the first byte of a request to the end of its header
  std::chrono::seconds body_timeout{30};
  std::chrono::seconds idle_timeout{60};   // between requests
  std::chrono::seconds write_timeout{30};  // of an answer, and a second more for each 16 KiB of it
  std::string request_id_prefix =
      "req_";                    // of X-Request-Id; main adds random characters, so that no two runs share ids
  clock const* dates = nullptr;  // what Date is read from; outlives the server; without one there is no Date
};

// Gives the answer of one request. Called once, from any thread; later calls do nothing.
using respond = std::function<void(response)>;
// Called on an I/O thread, so it must not block: it answers at once or hands the work on and answers from there. What
// it throws becomes a 500.
using handler = std::function<void(request, respond)>;
// Makes the body of an answer that the server itself gives (400, 408, 413, 414, 417, 431, 500, 501, 503, 505): status
// and a plain sentence. Of the request only verb, path, id and Accept may be there. Called on an I/O thread.
using problem_writer = std::function<response(int status, std::string detail, request const& about)>;

class server {
 public:
  // Binds and listens; throws std::system_error where that fails, std::invalid_argument for a proxy range that is none.
  // Answers nothing before start().
  server(server_options options, handler handle, problem_writer problem);
  ~server();

  std::uint16_t port() const;
  void start();
  // Accepts what waits, closes the listener, finishes what is in flight (answers say `Connection: close`), returns when
  // all connections are gone or `within` has passed: true in the first case. A client that is slow to send, to read or
  // to leave is given up in time; only a handler that does not answer outlasts it.
  bool drain(std::chrono::seconds within);

  // Whether each I/O thread does what it is given within that time; false before start() too. Any thread but those.
  bool answers_within(std::chrono::seconds patience) const;

  struct figures {
    std::uint64_t open_connections, accepted, requests, framing_errors;
  };
  figures counted() const;

 private:
  class inside;
  std::unique_ptr<inside> inside_;
};

}  // namespace rehearse::http
