#include "server/http/event_loop.hpp"

#include "config/log.hpp"
#include "server/http/connection.hpp"
#include "server/http/response_head.hpp"

#include <thread>
#include <vector>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace rehearse::http {

namespace {

using timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor>;
constexpr auto watch_interval = std::chrono::milliseconds(250);
constexpr int crowd = 8;                              // who are refused between two looks at what is overdue
constexpr auto rest = std::chrono::milliseconds(25);  // nobody is kept waiting noticeably

}  // namespace

event_loop::event_loop(std::shared_ptr<service> shared, unsigned number, unsigned total)
    : shared_(std::move(shared)), next_request_(number), request_step_(total), busy_(context_.get_executor()) {
  asio::co_spawn(context_.get_executor(), watch_deadlines(), asio::detached);
}

// A connection that waits for its answer owns itself through the waiting handler: let go of it before the io_context
// goes.
event_loop::~event_loop() {
  std::vector<connection*> waiting;
  for (auto const& [number, one] : connections_) waiting.push_back(one);
  for (auto* one : waiting) one->abandon();
}

// What is ready is done first, then the log is written in one piece, then something is waited for.
void event_loop::run() {
  while (!context_.stopped()) {
    if (context_.poll() > 0 && !is_crowded()) continue;
    log::flush();
    if (is_crowded()) rest_in_a_crowd();
    context_.run_one();
  }
  log::flush();
}

bool event_loop::is_crowded() const {
  return refused_ >= crowd;
}

// To refuse many at once costs less than one after the other, and takes less from the work of those who were let in.
void event_loop::rest_in_a_crowd() {
  refused_ = 0;
  std::this_thread::sleep_for(rest);
}

void event_loop::stop() {
  context_.stop();
}

std::uint64_t event_loop::add(connection& one) {
  connections_.emplace(++next_connection_, &one);
  return next_connection_;
}

void event_loop::remove(std::uint64_t number) {
  if (asking_.number == number) end_asking();
  connections_.erase(number);
}

connection* event_loop::find(std::uint64_t number) {
  auto const found = connections_.find(number);
  return found == connections_.end() ? nullptr : found->second;
}

void event_loop::begin_drain() {
  for (auto const& [number, one] : connections_) one->begin_drain();
}

std::string event_loop::next_request_id() {
  next_request_ += request_step_;
  return shared_->options.request_id_prefix + std::to_string(next_request_);
}

std::string_view event_loop::date() {
  if (shared_->options.dates == nullptr) return {};
  auto const now = shared_->options.dates->now();
  if (date_.empty() || now != dated_) {
    date_ = http_date(now);
    dated_ = now;
  }
  return date_;
}

task<void> event_loop::watch_deadlines() {
  timer next(context_.get_executor());
  for (;;) {
    next.expires_after(watch_interval);
    co_await next.async_wait(awaits);
    end_overdue();
    refused_ = 0;
  }
}

void event_loop::end_overdue() {
  auto const now = std::chrono::steady_clock::now();
  for (auto const& [number, one] : connections_) one->end_if_overdue(now);
}

}  // namespace rehearse::http
