// Refusals are values: what a user can cause comes back as a `result` with an `errc`; what a disk or a bug causes is
// thrown. `server/auth/problem_table` maps each errc to status, code and title (one table, one page each). Values; any
// thread.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/ids.hpp"

#include <string>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

namespace rehearse {

enum class errc {
  not_parsable,            // 400 the body is no JSON, is nested too deeply, or a form that cannot be read
  bad_query,               // 400
  unauthenticated,         // 401
  forbidden,               // 403 your role may not do this
  propose_instead,         // 403 a volunteer does not move a booking, but proposes other times
  not_found,               // 404 not there, or not yours
  method_not_allowed,      // 405
  not_acceptable,          // 406
  slot_unavailable,        // 409 with alternatives
  booking_limit,           // 409 the candidate has reached a limit, whichever
  already_started,         // 409
  reschedule_too_late,     // 409
  reschedule_limit,        // 409
  wrong_state,             // 409 the booking's state does not allow this any more
  too_early,               // 409 not before a certain time: presence, running late
  too_often,               // 409 what sends mail was done as often as one booking may
  open_bookings,           // 409 a volunteer who leaves has bookings
  already_exists,          // 409 a slug or address that is taken
  idempotency_running,     // 409
  link_expired,            // 410
  precondition_failed,     // 412
  body_too_large,          // 413
  unsupported_media_type,  // 415
  invalid,                 // 422 with errors
  idempotency_mismatch,    // 422
  precondition_required,   // 428
  too_many_requests,       // 429
  internal,                // 500
  overloaded,              // 503
  outcome_unknown,         // 503 the database was lost while it committed
};

// One mistake in what was sent: an RFC 6901 pointer to the member and a plain sentence naming what is allowed.
struct field_error {
  std::string pointer;
  std::string detail;

  friend bool operator==(field_error const&, field_error const&) = default;
};

// A free start that is offered in place of one that is not.
struct alternative {
  instant start;
  instant end;
  volunteer_id volunteer;
  std::string volunteer_name;
};

struct refusal {
  errc code = errc::internal;
  std::string detail;                     // a plain sentence for this case
  std::vector<field_error> errors;        // of errc::invalid: all of them at once
  std::vector<alternative> alternatives;  // of errc::slot_unavailable: up to three
  bool keeps_writes = false;              // what was written beside the refusal stays: a mail that tells the reason
};

template <class T>
using result = boost::system::result<T, refusal>;

// Lets `result<T>::value()` throw a logic_error: asking a refusal for its value is a bug.
[[noreturn]] void throw_exception_from_error(refusal const& r, boost::source_location const& where);

// A refusal with a plain sentence and nothing beside it.
refusal refused(errc code, std::string detail);
// One mistake in one member, as a refusal.
refusal invalid(std::string pointer, std::string detail);
// Several; `errors` is not empty.
refusal invalid(std::vector<field_error> errors);

// Adds what else was found, so that all is answered at once (contract 3), but for members of which something is said
// already (or of what is in or around them): there it would speak of values that nobody sent.
void add_further(std::vector<field_error>& known, std::vector<field_error> found);

// What was read of something sent: all there is to use while `mistakes` is empty; else what could be read, so that who
// has the database at hand can name the rest of what is wrong as well.
template <class T>
struct draft_of {
  T it;
  std::vector<field_error> mistakes;
};
// errc::invalid with its mistakes, where there are some.
template <class T>
result<T> finished(draft_of<T> read) {
  if (!read.mistakes.empty()) return invalid(std::move(read.mistakes));
  return std::move(read.it);
}

}  // namespace rehearse
