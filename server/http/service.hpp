// What all connections of one server share: its options, what it answers with, whether it is draining, and the counts.
// Made by `server`, read by connections on every I/O thread; the atomics are the only things that change.
#pragma once

#include "server/http/client_address.hpp"
#include "server/http/server.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace rehearse::http {

// How far into a drain a step may last: what arrives late must still be answered, and what is answered be read.
enum class drain_share { reading = 6, writing = 8, lingering = 9 };  // tenths of its time

struct service {
  service(server_options given, handler handled_by, problem_writer told_by)
      : options(std::move(given)),
        proxies(options.trusted_proxies),
        handle(std::move(handled_by)),
        problem(std::move(told_by)) {}

  server_options const options;
  trusted_proxies const proxies;
  handler const handle;
  problem_writer const problem;

  using moment = std::chrono::steady_clock::time_point;

  void begin_drain(std::chrono::seconds within) {
    drain_began_ = std::chrono::steady_clock::now();
    drain_within_ = within;
    draining = true;
  }
  // The moment in a drain at which that step must be over; never while there is none.
  moment end_of(drain_share share) const {
    return draining ? drain_began_ + drain_within_ * static_cast<int>(share) / 10 : moment::max();
  }
  // Those that are not turned away. The two counts are of two moments, so one of them may be ahead.
  std::uint64_t served_connections() const {
    std::uint64_t const away = turned_away;
    std::uint64_t const open = open_connections;
    return open > away ? open - away : 0;
  }
  // So many are served that those which rest must make room.
  bool is_filling() const { return served_connections() * 4 >= options.max_connections * 3; }

  std::atomic<bool> draining = false;
  std::atomic<bool> listener_closed = false;
  std::atomic<std::uint64_t> open_connections = 0;
  std::atomic<std::uint64_t> turned_away = 0;  // of the open ones; never more than they are
  std::atomic<std::uint64_t> accepted = 0;
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> framing_errors = 0;

  // Tells drain() to look again. Under the lock, so that a waiter cannot miss it between looking and sleeping.
  void notify_drain() {
    std::lock_guard const lock(drain_mutex);
    drain_changed.notify_all();
  }
  bool is_drained() const { return listener_closed && open_connections == 0; }

  std::mutex drain_mutex;
  std::condition_variable drain_changed;

 private:
  moment drain_began_;  // written once, before draining says so
  std::chrono::milliseconds drain_within_{0};
};

}  // namespace rehearse::http
