// One client's connection, from accept to close: reads requests one after the other, asks the handler, writes each
// answer before it reads on. Lives in the frame of its coroutine, on one event_loop; everything here is called on that
// thread.
#pragma once

#include "server/http/event_loop.hpp"
#include "server/http/input_buffer.hpp"
#include "server/http/message_reader.hpp"
#include "server/http/patient_socket.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace rehearse::http {

enum class welcome { served, turned_away };  // the latter is told 503, for there are too many

// Counts the connection as open and serves it until it closes.
void start_connection(tcp_socket socket, event_loop& home, welcome as);

class connection {
 public:
  connection(tcp_socket socket, event_loop& home, welcome as);
  ~connection();
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;

  task<void> live();

  // For the loop: ends what waits too long; hurries what waits for nothing; lets go of a coroutine that waits for its
  // answer.
  void end_if_overdue(std::chrono::steady_clock::time_point now);
  void begin_drain();
  void abandon();

  // For the exchange: the handler's answer (none: a fault).
  void deliver(std::optional<response> answer);

 private:
  enum class phase { idle, busy, lingering };
  enum class reading { complete, refused, lost };
  using resume_handler = asio::async_result<task_token, void()>::handler_type;
  struct keep_waiting;

  task<bool> serve_one();
  task<reading> read_message();
  task<bool> wait_for_request();
  task<void> say_continue();
  task<void> wait_for_answer();
  task<bool> refuse();
  task<bool> send(response answer, bool closes);
  task<void> linger();

  message_reader::progress take();
  void forget_request();
  void ask();
  void remember_request();
  void remember_language();
  response problem(int status, std::string detail) const;
  bool must_make_room(std::chrono::steady_clock::time_point now) const;

  event_loop& home_;
  service& shared_;
  patient_socket line_;
  welcome const welcome_;
  std::uint64_t const number_;
  std::string peer_;
  input_buffer input_;
  std::optional<message_reader> reader_;  // of the present request
  request about_;                         // what problems may say of the request: the handler owns the request itself
  refusal why_{0, {}};
  std::optional<response> answer_;
  std::optional<resume_handler> waiting_;
  std::chrono::steady_clock::time_point idle_since_;
  std::uint64_t served_ = 0;
  phase phase_ = phase::busy;
  bool delivered_ = false;
  bool lingers_ = false;
};

}  // namespace rehearse::http
