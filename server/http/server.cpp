#include "server/http/server.hpp"

#include "server/http/connection.hpp"
#include "server/http/event_loop.hpp"
#include "server/http/newcomers.hpp"
#include "server/http/service.hpp"

#include <future>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

namespace rehearse::http {

using boost::system::error_code;

namespace {

using tcp_acceptor = asio::basic_socket_acceptor<asio::ip::tcp, executor>;
using timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor>;

constexpr auto accept_pause = std::chrono::milliseconds(20);
// For what a proxy nearby still has to say to a connection that it believes in.
constexpr auto last_handshakes = std::chrono::milliseconds(100);

std::vector<std::shared_ptr<event_loop>> make_loops(std::shared_ptr<service> const& shared) {
  auto const total = std::max(1u, shared->options.threads);
  std::vector<std::shared_ptr<event_loop>> loops;
  for (unsigned number = 0; number < total; ++number)
    loops.push_back(std::make_shared<event_loop>(shared, number, total));
  return loops;
}

}  // namespace

class server::inside {
 public:
  explicit inside(std::shared_ptr<service> shared)
      : shared_(std::move(shared)), loops_(make_loops(shared_)), acceptor_(loops_.front()->context().get_executor()) {
    listen(shared_->options.address, shared_->options.port);
  }

  ~inside() {
    for (auto const& loop : loops_) loop->stop();
    for (auto& thread : threads_) thread.join();
  }

  void start() {
    asio::co_spawn(acceptor_.get_executor(), accept_connections(), asio::detached);
    for (auto const& loop : loops_) threads_.emplace_back(&event_loop::run, loop.get());
  }

  bool drain(std::chrono::seconds within) {
    if (!shared_->draining) shared_->begin_drain(within);
    if (threads_.empty()) return close_listener(), true;
    asio::post(acceptor_.get_executor(), [this] { stop_accepting(); });
    std::unique_lock lock(shared_->drain_mutex);
    return shared_->drain_changed.wait_for(lock, within, [this] { return shared_->is_drained(); });
  }

  bool answers_within(std::chrono::seconds patience) const {
    auto const end = std::chrono::steady_clock::now() + patience;
    for (auto const& loop : loops_) {
      auto const done = std::make_shared<std::promise<void>>();  // shared, for the loop may come to it after we left
      asio::post(loop->context(), [done] { done->set_value(); });
      if (done->get_future().wait_until(end) != std::future_status::ready) return false;
    }
    return true;
  }

  service const& shared() const { return *shared_; }
  std::uint16_t port() const { return port_; }

 private:
  void listen(std::string const& address, std::uint16_t port) try {
    asio::ip::tcp::endpoint const where(asio::ip::make_address(address), port);
    acceptor_.open(where.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(where);
    acceptor_.listen();
    port_ = acceptor_.local_endpoint().port();
  } catch (boost::system::system_error const& fault) {
    throw std::system_error(fault.code(), "cannot listen on " + address + " port " + std::to_string(port));
  }

  task<void> accept_connections() {
    timer pause(acceptor_.get_executor());
    while (!shared_->draining) {
      bool const accepted = co_await accept_one();
      if (accepted || shared_->draining) continue;
      pause.expires_after(accept_pause);
      co_await pause.async_wait(awaits);
    }
    ignore_newcomers(acceptor_.native_handle());
    accept_what_waits();
    pause.expires_after(last_handshakes);
    co_await pause.async_wait(awaits);
    accept_what_waits();
    close_listener();
  }

  // False when none could be taken: there are too many already, or the process is out of descriptors.
  task<bool> accept_one() {
    if (is_crowded()) co_return false;
    auto& home = next_loop();
    tcp_socket peer(home.context());
    error_code ec;
    auto token = asio::redirect_error(awaits, ec);
    co_await acceptor_.async_accept(peer, token);
    if (!ec) admit(std::move(peer), home);
    co_return !ec;
  }

  void stop_accepting() {
    error_code ignored;  // closed already, when a connection came at the same moment
    acceptor_.cancel(ignored);
  }

  // The kernel has completed these connections: their clients may have sent a request.
  void accept_what_waits() {
    error_code ec;
    acceptor_.non_blocking(true, ec);
    for (auto left = shared_->options.max_connections; left > 0 && !ec && !is_crowded(); --left) {
      auto& home = next_loop();
      tcp_socket peer(home.context());
      acceptor_.accept(peer, ec);
      if (!ec) admit(std::move(peer), home);
    }
  }

  void close_listener() {
    error_code ignored;
    acceptor_.close(ignored);
    shared_->listener_closed = true;
    shared_->notify_drain();
    for (auto const& loop : loops_) asio::post(loop->context(), [loop = loop.get()] { loop->begin_drain(); });
  }

  void admit(tcp_socket peer, event_loop& home) {
    ++shared_->accepted;
    auto const is_full = shared_->served_connections() >= shared_->options.max_connections;
    start_connection(std::move(peer), home, is_full ? welcome::turned_away : welcome::served);
  }

  // So many are there that not even a 503 can be afforded for one more: they wait in the kernel's queue.
  bool is_crowded() const {
    return shared_->open_connections >= shared_->options.max_connections + server_options::most_turned_away;
  }

  event_loop& next_loop() { return *loops_[next_++ % loops_.size()]; }

  std::shared_ptr<service> shared_;
  std::vector<std::shared_ptr<event_loop>> loops_;
  tcp_acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::size_t next_ = 0;
  std::vector<std::thread> threads_;
};

server::server(server_options options, handler handle, problem_writer problem) {
  inside_ =
      std::make_unique<inside>(std::make_shared<service>(std::move(options), std::move(handle), std::move(problem)));
}

server::~server() = default;

std::uint16_t server::port() const {
  return inside_->port();
}

void server::start() {
  inside_->start();
}

bool server::drain(std::chrono::seconds within) {
  return inside_->drain(within);
}

bool server::answers_within(std::chrono::seconds patience) const {
  return inside_->answers_within(patience);
}

server::figures server::counted() const {
  auto const& shared = inside_->shared();
  return {shared.open_connections, shared.accepted, shared.requests, shared.framing_errors};
}

}  // namespace rehearse::http
