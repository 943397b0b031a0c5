// A server for the tests on a free port of loopback: it says what it was asked, or does what a test's own handler does.
#pragma once

#include "server/http/problem.hpp"
#include "server/http/server.hpp"

#include <chrono>
#include <functional>
#include <thread>

namespace rehearse::http {

// A clock that stands still at 2026-11-24T13:30:00Z.
class stopped_clock final : public clock {
 public:
  instant now() const override { return date::sys_days(date::year(2026) / 11 / 24) + hours(13) + minutes(30); }
};

inline stopped_clock const noon;

inline server_options quick_options() {
  server_options options;
  options.port = 0;
  options.dates = &noon;
  return options;
}

// 200, with a body of "METHOD path body".
inline void echo(request asked, respond answer) {
  answer(text_response(200, "text/plain", std::string(name_of(asked.verb)) + " " + asked.path + " " + asked.body));
}

inline response sample_problem(int status, std::string detail, request const& about) {
  problem what;
  what.status = status;
  what.code = "sample";
  what.title = std::string(reason_of(status));
  what.detail = std::move(detail);
  return problem_response(what, about.id);
}

class sample_server {
 public:
  explicit sample_server(handler handle = echo, server_options options = quick_options())
      : server_(std::move(options), std::move(handle), sample_problem) {
    server_.start();
  }

  std::uint16_t port() const { return server_.port(); }
  server& under_test() { return server_; }
  server::figures counted() const { return server_.counted(); }

 private:
  server server_;
};

// Looks again and again until it is so, for at most a minute.
inline bool becomes_true(std::function<bool()> const& is_so) {
  for (auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
       std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(std::chrono::milliseconds(2)))
    if (is_so()) return true;
  return is_so();
}

}  // namespace rehearse::http
