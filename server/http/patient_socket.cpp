#include "server/http/patient_socket.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>

namespace rehearse::http {

using boost::system::error_code;

namespace {

constexpr std::size_t read_size = 4096;

}  // namespace

patient_socket::patient_socket(tcp_socket socket, service& shared) : shared_(shared), socket_(std::move(socket)) {
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void patient_socket::close() {
  error_code ignored;
  socket_.close(ignored);
}

std::string patient_socket::peer_address() const {
  error_code ec;
  auto const peer = socket_.remote_endpoint(ec);
  return ec ? std::string() : peer.address().to_string();
}

bool patient_socket::has_input() const {
  error_code ignored;
  return socket_.available(ignored) > 0;
}

void patient_socket::expect_within(std::chrono::milliseconds time, drain_share until) {
  share_ = until;
  deadline_ = std::min(std::chrono::steady_clock::now() + time, shared_.end_of(until));
  timed_out_ = false;
}

void patient_socket::expect_nothing() {
  deadline_ = std::chrono::steady_clock::time_point::max();
}

task<bool> patient_socket::read_more(input_buffer& input) {
  if (timed_out_) co_return false;
  auto const room = input.room(read_size);
  asio::mutable_buffer const into(room.data(), room.size());
  error_code ec;
  auto token = asio::redirect_error(awaits, ec);
  std::size_t const count = co_await socket_.async_read_some(into, token);
  input.filled(count);
  co_return !ec;
}

task<bool> patient_socket::write(pieces bytes) {
  error_code ec;
  auto token = asio::redirect_error(awaits, ec);
  co_await asio::async_write(socket_, bytes, token);
  co_return !ec;
}

task<void> patient_socket::linger(input_buffer& input, std::size_t at_most) {
  error_code ignored;
  socket_.shutdown(tcp_socket::shutdown_send, ignored);
  for (auto left = at_most; left > 0;) {
    input.drop(input.unread().size());
    bool const more = co_await read_more(input);
    if (!more) co_return;
    left -= std::min(left, input.unread().size());
  }
}

void patient_socket::end_if_overdue(std::chrono::steady_clock::time_point now) {
  if (now >= deadline_) interrupt();  // at every look again: a write of several pieces may have just begun its next one
}

void patient_socket::interrupt() {
  timed_out_ = true;
  error_code ignored;
  socket_.cancel(ignored);
}

void patient_socket::hurry(std::chrono::milliseconds time) {
  deadline_ = std::min(deadline_, std::chrono::steady_clock::now() + time);
}

void patient_socket::begin_drain() {
  constexpr auto never = std::chrono::steady_clock::time_point::max();
  if (deadline_ != never) deadline_ = std::min(deadline_, shared_.end_of(share_));
}

}  // namespace rehearse::http
