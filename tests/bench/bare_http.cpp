// A Beast server and nothing else: answers every request with the bytes of a file, kept in memory, on one thread, with
// time-outs. What `serve` is held against: `bare_http FILE [304]` prints its port. Ends with SIGTERM.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/write.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using namespace std::chrono_literals;

namespace {

struct kept_answer {
  std::string body;
  bool not_modified = false;
};

// The fields that the server's own answers carry, so that the bytes on the line are the same.
template <class Response>
void add_fields(Response& answer) {
  answer.set(http::field::etag, "\"h12345678901234567890\"");
  answer.set(http::field::cache_control, "no-cache");
  answer.set(http::field::vary, "Authorization");
  answer.set(http::field::access_control_allow_origin, "*");
  answer.set(http::field::access_control_expose_headers, "ETag, Link, Retry-After, X-Request-Id");
  answer.set("X-Content-Type-Options", "nosniff");
  answer.set("Referrer-Policy", "no-referrer");
  answer.set(http::field::date, "Thu, 26 Nov 2026 03:30:00 GMT");
  answer.set("X-Request-Id", "req_abcdef_123456");
}

asio::awaitable<void> serve(tcp::socket socket, kept_answer const* kept) {
  beast::tcp_stream stream(std::move(socket));
  stream.socket().set_option(tcp::no_delay(true));
  beast::flat_buffer input;
  beast::error_code ec;
  auto token = asio::redirect_error(asio::use_awaitable, ec);
  for (;;) {
    http::request<http::empty_body> asked;
    stream.expires_after(30s);
    co_await http::async_read(stream, input, asked, token);
    if (ec) co_return;
    stream.expires_after(30s);
    if (kept->not_modified) {
      http::response<http::empty_body> answer(http::status::not_modified, 11);
      add_fields(answer);
      co_await http::async_write(stream, answer, token);
    } else {
      http::response<http::span_body<char const>> answer(http::status::ok, 11);
      answer.set(http::field::content_type, "application/json");
      add_fields(answer);
      answer.body() = {kept->body.data(), kept->body.size()};
      answer.prepare_payload();
      co_await http::async_write(stream, answer, token);
    }
    if (ec) co_return;
  }
}

asio::awaitable<void> accept_all(tcp::acceptor acceptor, kept_answer const* kept) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), kept), asio::detached);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  std::ifstream file(words[1], std::ios::binary);
  kept_answer const kept{{std::istreambuf_iterator<char>(file), {}}, count > 2};
  asio::io_context context(1);
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  std::cout << acceptor.local_endpoint().port() << std::endl;
  asio::co_spawn(context, accept_all(std::move(acceptor), &kept), asio::detached);
  context.run();
}
