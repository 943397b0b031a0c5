#include "tests/http/raw_client.hpp"

#include <cstdlib>
#include <stdexcept>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rehearse::http {

namespace {

constexpr int patience_ms = 60'000;

std::size_t length_said(raw_answer const& answer) {
  auto const length = answer.field("Content-Length");
  return length ? std::strtoull(length->c_str(), nullptr, 10) : 0;
}

}  // namespace

std::optional<std::string> raw_answer::field(std::string_view name) const {
  auto const line = "\r\n" + std::string(name) + ": ";
  auto const at = head.find(line);
  if (at == head.npos) return std::nullopt;
  auto const begin = at + line.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

raw_client::raw_client(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  int const on = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<sockaddr const*>(&to), sizeof to) != 0)
    throw std::runtime_error("cannot connect");
}

raw_client::~raw_client() {
  ::close(descriptor_);
}

bool raw_client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    pollfd ready{descriptor_, POLLOUT, 0};
    if (::poll(&ready, 1, patience_ms) != 1) return false;
    auto const count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void raw_client::finish_sending() {
  ::shutdown(descriptor_, SHUT_WR);
}

bool raw_client::read_more() {
  pollfd ready{descriptor_, POLLIN, 0};
  if (::poll(&ready, 1, patience_ms) != 1) return false;
  char bytes[16384];
  auto const count = ::recv(descriptor_, bytes, sizeof bytes, 0);
  if (count <= 0) return false;
  unread_.append(bytes, static_cast<std::size_t>(count));
  return true;
}

std::optional<raw_answer> raw_client::answer() {
  return read_answer(true);
}

std::optional<raw_answer> raw_client::answer_without_body() {
  return read_answer(false);
}

std::optional<raw_answer> raw_client::read_answer(bool with_body) {
  while (unread_.find("\r\n\r\n") == unread_.npos)
    if (!read_more()) return std::nullopt;
  raw_answer read;
  read.head = unread_.substr(0, unread_.find("\r\n\r\n") + 4);
  read.status = std::atoi(read.head.c_str() + std::string_view("HTTP/1.1 ").size());
  unread_.erase(0, read.head.size());
  auto const length = with_body ? length_said(read) : 0;
  while (unread_.size() < length)
    if (!read_more()) return std::nullopt;
  read.body = unread_.substr(0, length);
  unread_.erase(0, length);
  return read;
}

bool raw_client::is_closed() {
  if (!unread_.empty()) return false;
  pollfd ready{descriptor_, POLLIN, 0};
  if (::poll(&ready, 1, patience_ms) != 1) return false;
  char byte;
  return ::recv(descriptor_, &byte, 1, 0) == 0;
}

}  // namespace rehearse::http
