// A listener that is about to be closed, and those who come in that moment.
#include "server/http/newcomers.hpp"

#include "tests/http/raw_client.hpp"
#include "tests/http/sample_server.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <optional>
#include <thread>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rehearse::http {
namespace {

class tcp {
 public:
  tcp() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {}
  explicit tcp(int socket) : socket_(socket) {}
  ~tcp() { ::close(socket_); }
  tcp(tcp const&) = delete;
  tcp& operator=(tcp const&) = delete;

  std::uint16_t listen() {
    auto where = place(0);
    socklen_t size = sizeof where;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&where), size), 0);
    EXPECT_EQ(::listen(socket_, 16), 0);
    EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&where), &size), 0);
    return ntohs(where.sin_port);
  }
  // 0, or errno. Gives up before a first packet that nobody answers is sent again.
  int connect(std::uint16_t port) {
    timeval const patience{0, 300'000};
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    auto const where = place(port);
    return ::connect(socket_, reinterpret_cast<sockaddr const*>(&where), sizeof where) == 0 ? 0 : errno;
  }
  int accept() { return ::accept(socket_, nullptr, nullptr); }
  int number() const { return socket_; }
  bool send(std::string_view bytes) {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }
  std::string receive(std::size_t length) {
    std::string bytes(length, ' ');
    auto const got = ::recv(socket_, bytes.data(), length, MSG_WAITALL);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return bytes;
  }

 private:
  static sockaddr_in place(std::uint16_t port) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return where;
  }

  int socket_;
};

TEST(Newcomers, AreNotLetInWhileThoseWhoCameBeforeAreServed) {
  std::optional<tcp> listener(std::in_place);
  auto const port = listener->listen();
  tcp before, after, at_last;
  ASSERT_EQ(before.connect(port), 0);

  ignore_newcomers(listener->number());

  EXPECT_EQ(after.connect(port), EINPROGRESS);
  EXPECT_TRUE(before.send("hello"));
  tcp accepted(listener->accept());
  EXPECT_EQ(accepted.receive(5), "hello");
  EXPECT_TRUE(accepted.send("there"));
  EXPECT_EQ(before.receive(5), "there");
  listener.reset();
  EXPECT_EQ(at_last.connect(port), ECONNREFUSED);
}

// One connection right after the other, while the server drains.
TEST(Newcomers, AreServedOrNotLetInWhileItDrains) {
  for (int round = 0; round < 5; ++round) {
    sample_server here;
    std::atomic<int> answered{0}, cut_off{0};
    std::vector<std::jthread> clients;
    for (int i = 0; i < 4; ++i)
      clients.emplace_back([&] {
        for (std::optional<tcp> client(std::in_place); client->connect(here.port()) == 0; client.emplace()) {
          bool const is_answered =
              client->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") && client->receive(12) == "HTTP/1.1 200";
          ++(is_answered ? answered : cut_off);
        }
      });
    ASSERT_TRUE(becomes_true([&] { return answered > 20; }));

    EXPECT_TRUE(here.under_test().drain(std::chrono::seconds(60)));

    clients.clear();
    EXPECT_EQ(cut_off, 0) << "round " << round;
  }
}

}  // namespace
}  // namespace rehearse::http
