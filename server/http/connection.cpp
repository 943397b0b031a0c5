#include "server/http/connection.hpp"

#include "config/log.hpp"
#include "server/http/exchange.hpp"
#include "server/http/response_head.hpp"

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace rehearse::http {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t slowest_bytes_per_second = 16 * 1024;
constexpr auto patience_with_new_while_draining = 1s;
constexpr auto patience_with_idle_while_filling = 2s;
constexpr auto linger_time = 2s;
constexpr int no_room = 503;

task<void> serve(tcp_socket socket, event_loop* home, welcome as) {
  connection one(std::move(socket), *home, as);
  co_await one.live();
}

message_limits limits_of(server_options const& options) {
  return {options.max_header_bytes, options.max_body_bytes};
}

response answer_about_server() {
  response answer;
  answer.status = 204;
  answer.with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  return answer;
}

}  // namespace

void start_connection(tcp_socket socket, event_loop& home, welcome as) {
  ++home.shared().open_connections;
  if (as == welcome::turned_away) ++home.shared().turned_away;
  asio::co_spawn(home.context().get_executor(), serve(std::move(socket), &home, as), asio::detached);
}

connection::connection(tcp_socket socket, event_loop& home, welcome as)
    : home_(home),
      shared_(home.shared()),
      line_(std::move(socket), shared_),
      welcome_(as),
      number_(home.add(*this)),
      peer_(line_.peer_address()) {}

connection::~connection() {
  line_.close();  // before drain() may say that all are gone
  home_.remove(number_);
  if (welcome_ == welcome::turned_away) --shared_.turned_away;
  --shared_.open_connections;
  if (shared_.draining) shared_.notify_drain();
}

task<void> connection::live() {
  if (welcome_ == welcome::turned_away) {
    why_ = {no_room, "There are too many connections at the moment."};
    co_await refuse();
  } else {
    for (bool again = true; again;) again = co_await serve_one();
  }
  if (lingers_) co_await linger();
}

// Whether the connection stays for another request.
task<bool> connection::serve_one() {
  auto const read = co_await read_message();
  if (read == reading::lost) co_return false;
  remember_request();
  if (read == reading::refused) {
    remember_language();
    co_return co_await refuse();
  }
  ++shared_.requests;
  ++served_;
  line_.expect_nothing();
  ask();
  if (!delivered_) co_await wait_for_answer();
  response answer = answer_ ? *std::move(answer_) : problem(500, "Something went wrong on our side.");
  auto const closes = !reader_->keeps_alive() || shared_.draining;
  lingers_ = closes && reader_->keeps_alive();
  co_return co_await send(std::move(answer), closes);
}

task<connection::reading> connection::read_message() {
  forget_request();
  bool const begun = co_await wait_for_request();
  if (!begun) co_return reading::lost;
  reader_.emplace(limits_of(shared_.options));
  line_.expect_within(shared_.options.header_timeout, drain_share::reading);
  for (;;) {
    switch (take()) {
      case message_reader::progress::complete:
        co_return reading::complete;
      case message_reader::progress::refused: {
        why_ = reader_->why();
        ++shared_.framing_errors;
        co_return reading::refused;
      }
      case message_reader::progress::header_read: {
        line_.expect_within(shared_.options.body_timeout, drain_share::reading);
        if (reader_->expects_continue() && input_.empty()) co_await say_continue();
        break;
      }
      case message_reader::progress::needs_more: {
        bool const more = co_await line_.read_more(input_);
        if (more) break;
        if (!line_.timed_out()) co_return reading::lost;
        why_ = {408, "The request did not arrive in time."};
        co_return reading::refused;
      }
    }
  }
}

message_reader::progress connection::take() {
  std::size_t taken = 0;
  auto const progress = reader_->take(input_.unread(), taken);
  input_.drop(taken);
  return progress;
}

// False when none comes: the client has gone, was idle for too long, or the server is leaving.
task<bool> connection::wait_for_request() {
  if (!input_.empty()) co_return true;
  bool const draining = shared_.draining;
  if (draining && served_ > 0 && !line_.has_input()) co_return false;
  line_.expect_within(draining ? patience_with_new_while_draining : shared_.options.idle_timeout, drain_share::reading);
  idle_since_ = std::chrono::steady_clock::now();
  phase_ = phase::idle;
  bool const begun = co_await line_.read_more(input_);
  phase_ = phase::busy;
  co_return begun;
}

// What rests keeps nothing of its last request, and nothing ready for the next, but room to read: so of thousands,
// whoever asks next is served in memory that was used just now.
void connection::forget_request() {
  reader_.reset();
  about_ = request{};
}

task<void> connection::say_continue() {
  static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  patient_socket::pieces const bytes{asio::const_buffer(go_on.data(), go_on.size()), asio::const_buffer()};
  co_await line_.write(bytes);
}

void connection::remember_request() {
  auto const& message = reader_->message();
  about_.verb = message.verb;
  about_.path = message.path;
  about_.id = home_.next_request_id();
  if (auto const accept = message.header("accept")) about_.headers.emplace_back("Accept", *accept);
}

// Whoever is refused by the server itself is told so in their language, as far as the request was read.
void connection::remember_language() {
  auto const& message = reader_->message();
  about_.query = message.query;
  if (auto const languages = message.header("accept-language"))
    about_.headers.emplace_back("Accept-Language", *languages);
}

// Calls the handler. The answer may be there when this returns.
void connection::ask() {
  auto message = std::move(reader_->message());
  message.id = about_.id;
  message.client_address = shared_.proxies.client_of(peer_, message.headers);
  delivered_ = false;
  if (reader_->is_about_server()) return deliver(answer_about_server());
  auto owed = std::make_shared<exchange>(home_.weak_from_this(), number_);
  home_.begin_asking(*this, number_);
  try {
    shared_.handle(std::move(message), [owed](response with) { owed->answer(std::move(with)); });
  } catch (std::exception const& fault) {
    log::error("request failed", {{"request_id", about_.id}, {"reason", fault.what()}});
    owed->answer(std::nullopt);
  }
  owed.reset();
  home_.end_asking();
}

void connection::deliver(std::optional<response> answer) {
  answer_ = std::move(answer);
  delivered_ = true;
  auto resume = std::exchange(waiting_, std::nullopt);
  if (resume) (*std::move(resume))();  // may be the end of this object
}

// Keeps the coroutine's handler until deliver() calls it.
struct connection::keep_waiting {
  connection* here;
  template <class Handler>
  void operator()(Handler&& resume) const {
    here->waiting_.emplace(std::forward<Handler>(resume));
  }
};

task<void> connection::wait_for_answer() {
  keep_waiting const keep{this};
  co_await asio::async_initiate<task_token const, void()>(keep, awaits);
}

void connection::abandon() {
  std::exchange(waiting_, std::nullopt);
}

// Answers why_; the connection ends. Never true.
task<bool> connection::refuse() {
  if (about_.id.empty()) about_.id = home_.next_request_id();
  lingers_ = true;
  response answer = problem(why_.status, why_.detail);
  co_return co_await send(std::move(answer), true);
}

response connection::problem(int status, std::string detail) const try {
  auto answer = shared_.problem(status, std::move(detail), about_);
  if (status == no_room) answer.with("Retry-After", "2");
  return answer;
} catch (...) {
  return text_response(status, "text/plain", std::string(reason_of(status)));
}

// Whether the connection stays.
task<bool> connection::send(response answer, bool closes) {
  if (answer.status == no_room) home_.note_refused();
  auto const body = has_body(answer.status, about_.verb) ? answer.content() : std::string_view();
  auto const says_keep_alive = !closes && reader_->is_http_1_0();
  head_facts const facts{home_.date(), about_.id, closes, says_keep_alive};
  std::string const head = head_of(answer, facts);
  patient_socket::pieces const bytes{asio::buffer(head), asio::const_buffer(body.data(), body.size())};
  line_.expect_within(shared_.options.write_timeout + std::chrono::seconds(body.size() / slowest_bytes_per_second),
                      drain_share::writing);
  bool const sent = co_await line_.write(bytes);
  if (!sent) lingers_ = false;
  co_return sent && !closes;
}

task<void> connection::linger() {
  phase_ = phase::lingering;
  bool const is_sending_body = why_.status == 413 && !shared_.draining;
  line_.expect_within(is_sending_body ? shared_.options.body_timeout : linger_time, drain_share::lingering);
  co_await line_.linger(input_, shared_.options.max_discarded_bytes);
}

void connection::end_if_overdue(std::chrono::steady_clock::time_point now) {
  if (must_make_room(now)) line_.interrupt();
  line_.end_if_overdue(now);
}

bool connection::must_make_room(std::chrono::steady_clock::time_point now) const {
  return phase_ == phase::idle && shared_.is_filling() && now >= idle_since_ + patience_with_idle_while_filling &&
         !line_.has_input();
}

void connection::begin_drain() {
  line_.begin_drain();
  if (phase_ == phase::lingering) return line_.hurry(linger_time);
  if (phase_ == phase::busy || line_.has_input()) return;
  if (served_ > 0)
    line_.interrupt();
  else
    line_.hurry(patience_with_new_while_draining);
}

}  // namespace rehearse::http
