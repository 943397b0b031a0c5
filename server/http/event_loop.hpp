// One I/O thread's world: an io_context, the connections that live on it, and the one coarse timer that ends those
// which are overdue. Used by `server` (makes, runs, stops it), by connections and by whoever answers. Everything but
// run, stop and the io_context itself belongs to the loop's own thread.
#pragma once

#include "server/http/response.hpp"
#include "server/http/service.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace rehearse::http {

namespace asio = boost::asio;

// Concrete types: no virtual call for each step of a coroutine.
using executor = asio::io_context::executor_type;
template <class T>
using task = asio::awaitable<T, executor>;
using task_token = asio::use_awaitable_t<executor>;
inline constexpr task_token awaits{};
using tcp_socket = asio::basic_stream_socket<asio::ip::tcp, executor>;

class connection;

class event_loop : public std::enable_shared_from_this<event_loop> {
 public:
  // `number` of `total` loops: so each makes request ids that no other makes.
  event_loop(std::shared_ptr<service> shared, unsigned number, unsigned total);
  ~event_loop();

  void run();   // until stop; the thread that calls it is the loop's own
  void stop();  // from any thread

  asio::io_context& context() { return context_; }
  service& shared() { return *shared_; }

  // A connection says that it is here, under which number it can be found, and that it goes.
  std::uint64_t add(connection& one);
  void remove(std::uint64_t number);
  connection* find(std::uint64_t number);

  // Between the two the handler is being called for that connection: who asks for it by its number finds it at once.
  void begin_asking(connection& one, std::uint64_t number) { asking_ = {number, &one}; }
  void end_asking() { asking_ = {}; }
  connection* asking(std::uint64_t number) const { return asking_.number == number ? asking_.one : nullptr; }

  // Closes connections that wait for a request which has not begun.
  void begin_drain();

  // Somebody was told that there is no room for them now.
  void note_refused() { ++refused_; }

  std::string next_request_id();
  std::string_view date();  // of now, made once a second; empty without a clock

 private:
  bool is_crowded() const;
  void rest_in_a_crowd();
  task<void> watch_deadlines();
  void end_overdue();

  std::shared_ptr<service> shared_;
  std::uint64_t next_request_;
  std::uint64_t const request_step_;
  std::uint64_t next_connection_ = 0;
  std::unordered_map<std::uint64_t, connection*> connections_;
  struct {
    std::uint64_t number = 0;  // none has it
    connection* one = nullptr;
  } asking_;
  int refused_ = 0;  // of late
  instant dated_{};
  std::string date_;
  asio::io_context context_{1};  // after all that its coroutines touch while it destroys them
  asio::executor_work_guard<executor> busy_;
};

}  // namespace rehearse::http
