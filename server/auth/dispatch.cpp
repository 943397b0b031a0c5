#include "server/auth/dispatch.hpp"

#include "config/log.hpp"
#include "server/auth/errand.hpp"
#include "server/auth/fault_answers.hpp"
#include "server/auth/jobs_of_errand.hpp"
#include "server/auth/note_request.hpp"
#include "server/auth/problem_table.hpp"
#include "server/auth/token_marks.hpp"
#include "server/http/problem.hpp"

#include <chrono>
#include <stdexcept>

namespace rehearse {

std::string const& call::parameter(std::string_view name) const {
  for (auto const& [key, value] : parameters)
    if (key == name) return value;
  throw std::logic_error("the route has no parameter " + std::string(name));
}

class dispatch::inside {
 public:
  inside(database& db, rate_limits& limits, server_facts const& server, entrance api, entrance pages)
      : db_(db), limits_(limits), server_(server), api_(std::move(api)), pages_(std::move(pages)) {}

  void handle(http::request request, http::respond raw_respond) const {
    auto const& at = entrance_of(request);
    auto found = at.router.find(request.verb, request.path);
    auto const* const way = found.route ? &at.table.routes[*found.route] : nullptr;
    call const c{std::make_shared<http::request const>(std::move(request)), std::move(found.parameters), &server_};
    auto respond = finishing(at, c, way, std::move(raw_respond));
    if (auto const wait = limits_.take_request(c.request->client_address, server_.time.now()); wait > 0s)
      return respond(slow_down(at, c, wait));
    if (way == nullptr) return respond(not_routed(at, c, found));
    go(errand{&at, way, c, std::move(respond)});
  }

  http::response problem(int status, std::string detail, http::request const& about) const {
    call const c{std::make_shared<http::request const>(about), {}, &server_};
    // What could not be read as far as its path is a program's more likely than a person's.
    auto const& at = about.path.empty() ? api_ : entrance_of(about);
    auto given = at.table.problem ? at.table.problem(c, status) : problem_document(status, std::move(detail), about.id);
    if (at.table.finish) at.table.finish(c, nullptr, given);
    note(about, nullptr, given.status, {});
    return given;
  }

 private:
  static http::response problem_document(int status, std::string detail, std::string const& request_id) {
    auto const& kind = kind_of_status(status);
    http::problem shown;
    shown.status = status;
    shown.code = kind.code;
    shown.title = kind.title;
    shown.detail = std::move(detail);
    return http::problem_response(shown, request_id);
  }

  open_entrance const& entrance_of(http::request const& asked) const {
    return asked.path.starts_with("/api/") ? api_ : pages_;
  }

  static http::respond finishing(open_entrance const& at, call const& c, route const* way, http::respond respond) {
    return [&at, c, way, began = std::chrono::steady_clock::now(), respond = std::move(respond)](http::response given) {
      if (at.table.finish) at.table.finish(c, way, given);
      note(*c.request, way, given.status, std::chrono::steady_clock::now() - began);
      respond(std::move(given));
    };
  }

  static void note(http::request const& asked, route const* way, int status, std::chrono::nanoseconds took) {
    note_request(log::level::info, asked, way == nullptr ? "none" : way->operation, status, took);
  }

  http::response slow_down(open_entrance const& at, call const& c, seconds wait) const {
    auto given = at.table.refuse(c, refused(errc::too_many_requests, "Too many requests from your address.")).response;
    return given.with("Retry-After", std::to_string(wait.count()));
  }

  action fewer_bookings(open_entrance const& at, call const& c, seconds wait) const {
    if (!at.table.too_many_bookings) return slow_down(at, c, wait);
    return at.table.too_many_bookings(c, wait);
  }

  http::response not_routed(open_entrance const& at, call const& c, http::router::found const& found) const {
    if (found.allowed.empty())
      return at.table.refuse(c, refused(errc::not_found, "There is nothing at this address.")).response;
    if (c.request->verb == http::method::options) {
      http::response options;
      options.status = 204;
      return options.with("Allow", found.allowed);
    }
    auto given = at.table.refuse(c, refused(errc::method_not_allowed, "Allowed here: " + found.allowed + ".")).response;
    return given.with("Allow", found.allowed);
  }

  // A write that would find no room is neither read nor counted against its caller: so a crowd costs little. A form is
  // given back with what was typed.
  bool is_in_vain(errand const& e) const {
    return e.way->verb != http::method::get && !e.at->table.form_again && !db_.has_room_for_a_write();
  }

  void go(errand const& e) const {
    if (is_in_vain(e)) return e.respond(overloaded(e));
    if (e.way->books) {
      if (auto const wait = limits_.take_booking(e.c.request->client_address, server_.time.now()); wait > 0s)
        return take_up(e, fewer_bookings(*e.at, e.c, wait));
    }
    take_up(e, e.way->handle(e.c));
  }

  void take_up(errand const& e, action what) const {
    if (auto* const now = std::get_if<http::response>(&what)) return answer_at_once(e, std::move(*now));
    if (auto* const r = std::get_if<reading>(&what)) return read(e, std::move(r->run));
    write(e, std::move(std::get<writing>(what)));
  }

  // What was refused before it was known who asks is told only to those who may ask.
  void answer_at_once(errand const& e, http::response given) const {
    if (e.way->who == access::everybody) return e.respond(std::move(given));
    read(e, [given = std::move(given)](store&, caller const&, instant) { return answer(given); });
  }

  // What came of a job that may be run more than once.
  struct result_of_job {
    answer given{http::response{}};
    std::function<void(store&)> aside;
  };

  void read(errand const& e, job run) const {
    auto const made = std::make_shared<result_of_job>();
    db_.read(
        [this, e, run = std::move(run), made](store& s) {
          made->given = read_answer(e, run, s, server_.time.now()).response;
          made->aside = aside_of(e, s);
        },
        [this, e, made](std::exception_ptr const& fault) {
          note_aside(*made);
          finish(e, made, fault);
        });
  }

  void write(errand const& e, writing w) const {
    auto const made = std::make_shared<result_of_job>();
    db_.write(
        [this, e, w = std::move(w), made](store& s) {
          made->given = write_answer(e, w, s, server_.time.now());
          made->aside = aside_of(e, s);
          bool const keep = made->given.response.status < 400 || made->given.keeps_writes;
          return keep ? database::verdict::keep : database::verdict::undo;
        },
        [this, e, made](std::exception_ptr const& fault) {
          note_aside(*made);
          if (!fault && made->given.shown_by) return read(e, std::move(made->given.shown_by));
          if (auto again = form_again(e, fault)) return read(e, std::move(again));
          finish(e, made, fault);
        });
  }

  std::function<void(store&)> aside_of(errand const& e, store& s) const {
    return e.at->table.to_note ? e.at->table.to_note(s, e.c, server_.time.now()) : nullptr;
  }

  // In a write of its own, so that a request that only reads can leave it behind too, and no answer waits for it or
  // fails with it.
  void note_aside(result_of_job const& made) const {
    if (!made.aside) return;
    db_.write(
        [note = made.aside](store& writable) {
          note(writable);
          return database::verdict::keep;
        },
        [](std::exception_ptr const& fault) {
          if (fault) log::warning("the use of a token could not be noted");
        });
  }

  void finish(errand const& e, std::shared_ptr<result_of_job> const& made, std::exception_ptr const& fault) const {
    if (fault) return e.respond(answer_to_fault(e, fault));
    auto& given = made->given.response;
    reveal_tokens(server_.secret, given);
    e.respond(std::move(given));
  }

  database& db_;
  rate_limits& limits_;
  server_facts const& server_;
  open_entrance api_;
  open_entrance pages_;
};

dispatch::dispatch(database& db, rate_limits& limits, server_facts const& server, entrance api, entrance pages)
    : inside_(std::make_unique<inside>(db, limits, server, std::move(api), std::move(pages))) {}
dispatch::~dispatch() = default;

void dispatch::handle(http::request request, http::respond respond) const {
  inside_->handle(std::move(request), std::move(respond));
}
http::response dispatch::problem(int status, std::string detail, http::request const& about) const {
  return inside_->problem(status, std::move(detail), about);
}

}  // namespace rehearse
