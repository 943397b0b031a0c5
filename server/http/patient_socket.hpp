// A socket whose every wait has an end. Reading, writing and lingering give up when their time is over, and while the
// server leaves, when the drain's share for them is. Used by a connection; belongs to its thread.
#pragma once

#include "server/http/event_loop.hpp"
#include "server/http/input_buffer.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

#include <boost/asio/buffer.hpp>

namespace rehearse::http {

class patient_socket {
 public:
  patient_socket(tcp_socket socket, service& shared);

  void close();
  std::string peer_address() const;  // empty when it has gone already
  bool has_input() const;

  // From now on: how long the steps that follow may take together, and until which moment of a drain.
  void expect_within(std::chrono::milliseconds time, drain_share until);
  void expect_nothing();
  bool timed_out() const { return timed_out_; }

  // Puts what has arrived behind `input`. False at the end of the connection, or when the time is up.
  task<bool> read_more(input_buffer& input);
  // False when not all of it left.
  using pieces = std::array<asio::const_buffer, 2>;
  task<bool> write(pieces bytes);
  // Says that nothing more is sent, then reads on for a while without looking: closing over unread bytes would reset
  // the connection, and the client might never read the answer.
  task<void> linger(input_buffer& input, std::size_t at_most);

  // For the loop: ends what waits too long, or now; moves the end nearer; bounds it when a drain begins.
  void end_if_overdue(std::chrono::steady_clock::time_point now);
  void interrupt();
  void hurry(std::chrono::milliseconds time);
  void begin_drain();

 private:
  service& shared_;
  tcp_socket socket_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  drain_share share_ = drain_share::lingering;
  bool timed_out_ = false;
};

}  // namespace rehearse::http
