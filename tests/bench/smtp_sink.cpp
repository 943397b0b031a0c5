// A mail server and nothing else: takes every mail over connections that stay open, on one thread, and keeps none.
// `smtp_sink COUNT` prints its port; and once COUNT mails have come, the instant (seconds of the steady clock) and
// their mean size in bytes. What both the server and bare libcurl send to. Ends with SIGTERM.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

class counter {
 public:
  explicit counter(long wanted) : wanted_(wanted) {}

  void one_more(std::size_t bytes) {
    bytes_ += static_cast<long>(bytes);
    if (++mails_ != wanted_) return;
    std::chrono::duration<double> const now = std::chrono::steady_clock::now().time_since_epoch();
    std::cout << std::fixed << now.count() << " " << bytes_ / mails_ << std::endl;
    mails_ = bytes_ = 0;
  }

 private:
  long wanted_, mails_ = 0, bytes_ = 0;
};

// One conversation: what comes in, and what is to be said to it.
class conversation {
 public:
  explicit conversation(counter& all) : all_(all) {}

  std::string answer_to(std::string_view bytes) {
    heard_ += bytes;
    std::string said;
    while (takes_mail_ ? end_of_mail(said) : line(said)) {
    }
    return said;
  }

 private:
  bool end_of_mail(std::string& said) {
    // The end may have come in two pieces.
    auto const end = heard_.find("\r\n.\r\n", looked_at_ < 4 ? 0 : looked_at_ - 4);
    looked_at_ = heard_.size();
    if (end == heard_.npos) return false;
    all_.one_more(end + 2);
    heard_.erase(0, end + 5);
    takes_mail_ = false;
    said += "250 2.0.0 Ok: queued\r\n";
    return true;
  }

  bool line(std::string& said) {
    auto const end = heard_.find("\r\n");
    if (end == heard_.npos) return false;
    takes_mail_ = heard_.starts_with("DATA");
    looked_at_ = 0;
    bool const greets = heard_.starts_with("EHLO");
    said += takes_mail_ ? "354 Go on\r\n" : greets ? "250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n" : "250 Ok\r\n";
    heard_.erase(0, end + 2);
    return true;
  }

  counter& all_;
  std::string heard_;
  std::size_t looked_at_ = 0;
  bool takes_mail_ = false;
};

asio::awaitable<void> serve(tcp::socket socket, counter* all) {
  socket.set_option(tcp::no_delay(true));
  conversation talk(*all);
  std::string said = "220 sink\r\n";
  std::array<char, 65536> input;
  boost::system::error_code ec;
  auto token = asio::redirect_error(asio::use_awaitable, ec);
  while (!ec) {
    if (!said.empty()) co_await asio::async_write(socket, asio::buffer(said), token);
    if (ec) co_return;
    auto const read = co_await socket.async_read_some(asio::buffer(input), token);
    said = talk.answer_to({input.data(), read});
  }
}

asio::awaitable<void> accept_all(tcp::acceptor acceptor, counter* all) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), all), asio::detached);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  counter all(std::atol(words[1]));
  asio::io_context context(1);
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  std::cout << acceptor.local_endpoint().port() << std::endl;
  asio::co_spawn(context, accept_all(std::move(acceptor), &all), asio::detached);
  context.run();
}
