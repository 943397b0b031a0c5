// What an endpoint is, for the API and the pages alike: a plain function that reads the request on the I/O thread and
// either answers at once or names the job that will, inside a transaction. So every endpoint stays synchronous, and
// only server/auth/dispatch knows about threads. Parse, call, refuse, respond.
#pragma once

#include "config/clock.hpp"
#include "scheduler/rules/caller.hpp"
#include "scheduler/rules/link_token.hpp"
#include "scheduler/rules/result.hpp"
#include "scheduler/storage/store.hpp"
#include "server/http/request.hpp"
#include "server/http/response.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rehearse {

class kept_answers;

// What every endpoint may know of the server it runs in. Made once by the application; outlives all requests; any
// thread.
struct server_facts {
  std::string public_url;  // without a slash at its end
  secret_key secret;
  clock const& time;
  int mails_per_hour = 20;  // per recipient, for mail that a stranger can cause; 0: no limit
  bool demo_inbox = false;
  std::string mail_directory;
  std::string mail_from{};       // the address mails come from
  kept_answers* kept = nullptr;  // null: nothing is kept
};

// One request on its way. Cheap to copy: jobs capture it by value.
struct call {
  std::shared_ptr<http::request const> request;
  std::vector<std::pair<std::string, std::string>> parameters;  // of the path: {id} → its value
  server_facts const* server = nullptr;

  std::string const& parameter(
      std::string_view name) const;  // throws std::logic_error for a name that the pattern lacks
};

struct answer;
// Runs on a thread of the database, once it is known who is asking.
using job = std::function<answer(store&, caller const&, instant now)>;

// What a job answers. A status below 400 keeps what the job wrote; another one undoes it, unless `keeps_writes` says
// otherwise.
struct answer {
  http::response response;
  bool keeps_writes = false;
  // Of a write: a reading job that makes the response once the write is over, so that neither a page nor a long look at
  // what else is free holds up other writes. Until then `response` says no more than the status.
  job shown_by{};

  answer(http::response r) : response(std::move(r)) {}  // NOLINT: an answer mostly is just its response
  answer(http::response r, bool keeps) : response(std::move(r)), keeps_writes(keeps) {}
};

struct reading {
  job run;
};
struct writing {
  job run;
  std::string idempotency_key{};     // of a form, which has no header to carry it
  std::string idempotency_caller{};  // for an anonymous caller: the candidate's address
};
// A response given at once is sent only to those who may use the route: a refusal of what they sent tells nothing to
// others.
using action = std::variant<http::response, reading, writing>;

enum class access {
  everybody,   // bad credentials are refused all the same
  parties,     // a booking's candidate, a volunteer, an organizer: the use case looks whose it is
  volunteers,  // a volunteer or an organizer
  organizers,
};

struct route {
  http::method verb;
  std::string_view pattern;    // "/api/v1/bookings/{id}/cancel"
  std::string_view operation;  // its operationId in the OpenAPI document
  access who;
  bool creates;  // Idempotency-Key is heeded
  std::function<action(call const&)> handle;
  bool books = false;  // counts towards bookings_per_hour of its client address
};

// How one table of routes meets its callers: the API by bearer token and problem+json, the pages by cookie and HTML.
struct entrance {
  std::vector<route> routes;
  // Who is asking; none: what they showed is no good.
  std::function<std::optional<caller>(store&, call const&, instant now)> who;
  // What is to be written about who asked, aside from the answer: the use of a token. Empty: nothing now, or ever.
  std::function<std::function<void(store&)>(store&, call const&, instant now)> to_note;
  // A refusal as this entrance words it.
  std::function<answer(call const&, refusal const&)> refuse;
  // In place of `refuse`, where the database cannot take anything now. Empty: `refuse`.
  std::function<http::response(call const&)> overloaded;
  // In place of the route, where one client address made more bookings than it may; `wait`: until it may again, which
  // its answer says as Retry-After. Empty: `refuse`.
  std::function<action(call const&, seconds wait)> too_many_bookings;
  // In place of `refuse`, where the database could not take the write of a form: the form again with all that was
  // typed. Empty, or an empty job: `refuse`; so too where the database cannot read either.
  std::function<job(call const&)> form_again;
  // Looked at before every write: a page's CSRF token. None: nothing is wrong. Empty: nothing to look at.
  std::function<std::optional<answer>(call const&, caller const&)> refuse_write;
  // What the HTTP server itself refuses, by its status. Empty: problem+json.
  std::function<http::response(call const&, int status)> problem;
  // The last touch on every answer, whoever gave it: fields that all of this entrance carry.
  std::function<void(call const&, route const*, http::response&)> finish;
};

}  // namespace rehearse
