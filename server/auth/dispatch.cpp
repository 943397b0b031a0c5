#include "server/auth/dispatch.hpp"

#include "config/log.hpp"
#include "server/auth/idempotency.hpp"
#include "server/auth/note_request.hpp"
#include "server/auth/problem_table.hpp"
#include "server/auth/token_marks.hpp"
#include "server/http/problem.hpp"
#include "server/http/router.hpp"

#include <chrono>
#include <stdexcept>

namespace rehearse {
namespace {

refusal refuse_with(errc code, std::string detail) {
  return {.code = code, .detail = std::move(detail), .errors = {}, .alternatives = {}};
}

// What one entrance needs beside its table: the table made ready for look-ups.
struct open_entrance {
  explicit open_entrance(entrance given) : table(std::move(given)) {
    for (std::size_t i = 0; i < table.routes.size(); ++i) router.add(table.routes[i].verb, table.routes[i].pattern, i);
  }
  entrance table;
  http::router router;
};

bool has_credentials(caller const& who) {
  return !std::holds_alternative<anonymous>(who);
}

result<void> may_use(route const& r, caller const& who) {
  if (r.who == access::everybody) return {};
  if (!has_credentials(who)) return refuse_with(errc::unauthenticated, "This needs a token, and there was none.");
  if (r.who == access::parties || is_organizer(who)) return {};
  if (r.who == access::volunteers && std::holds_alternative<signed_in_volunteer>(who)) return {};
  return refuse_with(errc::forbidden, "Your role may not do this.");
}

// One request with all that its jobs need; captured by value.
struct errand {
  open_entrance const* at;
  route const* way;
  call c;
  http::respond respond;
};

// Who is asking, and may they: the first thing in every job.
result<caller> admitted(errand const& e, store& s, instant now) {
  auto const who = e.at->table.who(s, e.c, now);
  if (!who) return refuse_with(errc::unauthenticated, "The token is not valid, or not valid any more.");
  auto const may = may_use(*e.way, *who);
  if (!may) return may.error();
  return *who;
}

answer read_answer(errand const& e, job const& run, store& s, instant now) {
  auto const who = admitted(e, s, now);
  if (!who) return e.at->table.refuse(e.c, who.error());
  return run(s, *who, now);
}

answer write_once(errand const& e, writing const& w, store& s, caller const& who, instant now) {
  if (auto before = answered_before(s, e.c, who, w, now))
    return *before ? answer(**before) : e.at->table.refuse(e.c, before->error());
  auto given = w.run(s, who, now);
  if (given.response.status < 400) keep_answer(s, e.c, who, w, given.response, now);
  return given;
}

answer write_answer(errand const& e, writing const& w, store& s, instant now) {
  auto const who = admitted(e, s, now);
  if (!who) return e.at->table.refuse(e.c, who.error());
  if (auto const& refuse_write = e.at->table.refuse_write)
    if (auto refused = refuse_write(e.c, *who)) return *std::move(refused);
  if (e.way->creates) return write_once(e, w, s, *who, now);
  return w.run(s, *who, now);
}

bool is_too_busy(std::exception_ptr const& fault) try {
  if (fault) std::rethrow_exception(fault);
  return false;
} catch (database_unavailable const&) {
  return true;
} catch (...) {
  return false;
}

// For a write that the database did not take.
job form_again(errand const& e) {
  return e.at->table.form_again ? e.at->table.form_again(e.c) : job{};
}

http::response overloaded(errand const& e) {
  return e.at->table
      .refuse(e.c, refuse_with(errc::overloaded, "The database cannot take this now. Nothing was changed."))
      .response;
}

// The answer of what went wrong inside: busy, or our fault.
http::response answer_to_fault(errand const& e, std::exception_ptr const& fault) {
  try {
    std::rethrow_exception(fault);
  } catch (outcome_unknown const&) {
    return e.at->table
        .refuse(e.c, refuse_with(errc::outcome_unknown,
                                 "The database was lost in the middle of it: whether it was done is not known. Send it "
                                 "again, with the same Idempotency-Key where there was one."))
        .response;
  } catch (database_unavailable const&) {  // why, is in the log
    return overloaded(e);
  } catch (std::exception const& bug) {
    log::error("request failed",
               {{"request_id", e.c.request->id}, {"operation", std::string(e.way->operation)}, {"reason", bug.what()}});
  } catch (...) {
    log::error("request failed", {{"request_id", e.c.request->id}, {"operation", std::string(e.way->operation)}});
  }
  return e.at->table.refuse(e.c, refuse_with(errc::internal, "Something went wrong here. Nothing was changed."))
      .response;
}

}  // namespace

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
    auto given =
        at.table.refuse(c, refuse_with(errc::too_many_requests, "Too many requests from your address.")).response;
    return given.with("Retry-After", std::to_string(wait.count()));
  }

  action fewer_bookings(open_entrance const& at, call const& c, seconds wait) const {
    if (!at.table.too_many_bookings) return slow_down(at, c, wait);
    return at.table.too_many_bookings(c, wait);
  }

  http::response not_routed(open_entrance const& at, call const& c, http::router::found const& found) const {
    if (found.allowed.empty())
      return at.table.refuse(c, refuse_with(errc::not_found, "There is nothing at this address.")).response;
    if (c.request->verb == http::method::options) {
      http::response options;
      options.status = 204;
      return options.with("Allow", found.allowed);
    }
    auto given =
        at.table.refuse(c, refuse_with(errc::method_not_allowed, "Allowed here: " + found.allowed + ".")).response;
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
          auto again = is_too_busy(fault) ? form_again(e) : job{};
          if (again) return read(e, std::move(again));
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
