#include "server/auth/problem_table.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace rehearse {
namespace {

// clang-format off
constexpr std::array kinds{
    problem_kind{errc::not_parsable, 400, "not_parsable", "The request cannot be read",
                 "The body is not what its type says, for example broken JSON, or it is nested deeper than 32 levels. Send it again, mended."},
    problem_kind{errc::bad_query, 400, "bad_query", "The query is wrong",
                 "A member of the query is unknown, missing or has a value that is not allowed, or a field of the header has one. The detail names it."},
    problem_kind{errc::unauthenticated, 401, "unauthenticated", "Who is asking?",
                 "This needs a token, and there was none, or it is not valid any more. Send it as Authorization: Bearer TOKEN."},
    problem_kind{errc::forbidden, 403, "forbidden", "Your role may not do this",
                 "The token is good, but its owner may not do this."},
    problem_kind{errc::propose_instead, 403, "propose_instead", "Propose other times instead",
                 "A volunteer does not move an agreed interview. Cancel it, or agree on another time with the candidate."},
    problem_kind{errc::not_found, 404, "not_found", "Not found",
                 "There is nothing here, or it is not yours to see."},
    problem_kind{errc::method_not_allowed, 405, "method_not_allowed", "Method not allowed",
                 "This address exists, but not for this method. The Allow header lists those that it knows."},
    problem_kind{errc::not_acceptable, 406, "not_acceptable", "Not available in that form",
                 "The Accept header asks for a form that this answer does not have."},
    problem_kind{errc::slot_unavailable, 409, "slot_unavailable", "This slot is not free",
                 "Somebody else has taken it, or it was never offered. The alternatives are free right now."},
    problem_kind{errc::booking_limit, 409, "booking_limit", "No further booking is possible now",
                 "The programme limits how many interviews one person can book. A mail to the address says which limit it is and how to reach a person."},
    problem_kind{errc::already_started, 409, "already_started", "The interview has already started",
                 "This was possible until the start of the interview."},
    problem_kind{errc::reschedule_too_late, 409, "reschedule_too_late", "Too late to move the interview",
                 "The time until which this interview can be moved has passed. It can still be cancelled until its start."},
    problem_kind{errc::reschedule_limit, 409, "reschedule_limit", "The interview was moved as often as possible",
                 "This interview cannot be moved again. It can be cancelled, and another one booked."},
    problem_kind{errc::wrong_state, 409, "wrong_state", "Not possible any more",
                 "The state of what you want to change does not allow it. Look at it again."},
    problem_kind{errc::too_early, 409, "too_early", "Not possible yet",
                 "This becomes possible later. The detail says when."},
    problem_kind{errc::too_often, 409, "too_often", "Done too often",
                 "What sends mail to others can be done only so often with one booking. The detail says what to do."},
    problem_kind{errc::open_bookings, 409, "open_bookings", "There are open bookings",
                 "A volunteer who leaves must first hand on or cancel the interviews that are still to come."},
    problem_kind{errc::already_exists, 409, "already_exists", "This exists already",
                 "Another one with the same name or address is there. Choose another, or change that one."},
    problem_kind{errc::idempotency_running, 409, "idempotency_running", "The same request is still running",
                 "A request with this Idempotency-Key is being worked on. Ask again in a moment."},
    problem_kind{errc::link_expired, 410, "link_expired", "This link has expired",
                 "The link was used already, or its time has passed. Ask for a new one."},
    problem_kind{errc::precondition_failed, 412, "precondition_failed", "It was changed meanwhile",
                 "The If-Match header does not name the present state. Get it again, then change it."},
    problem_kind{errc::body_too_large, 413, "body_too_large", "The body is too large",
                 "A request may have a body of at most 64 KiB."},
    problem_kind{errc::unsupported_media_type, 415, "unsupported_media_type", "This type is not understood",
                 "Send JSON as application/json, changes as application/merge-patch+json or application/json; in UTF-8, without a Content-Encoding."},
    problem_kind{errc::invalid, 422, "invalid", "Something in it is not allowed",
                 "It could be read, but some values are not allowed. The errors name each one and what is allowed."},
    problem_kind{errc::idempotency_mismatch, 422, "idempotency_mismatch", "The key was used for another request",
                 "A request with the same Idempotency-Key but another body was answered before. Use a new key."},
    problem_kind{errc::precondition_required, 428, "precondition_required", "If-Match is needed",
                 "Changing this needs an If-Match header with the ETag of the state that you saw, so that nobody's work is lost."},
    problem_kind{errc::too_many_requests, 429, "too_many_requests", "Too many requests",
                 "Wait as long as the Retry-After header says, then go on."},
    problem_kind{errc::internal, 500, "internal", "Something went wrong here",
                 "This is our fault, and it is in our log. Nothing was changed. Try again, and tell us the request id if it stays."},
    problem_kind{errc::outcome_unknown, 503, "outcome_unknown", "Whether it was done is not known",
                 "The database was lost in the middle of it. Send the same again, with the same Idempotency-Key where there was one: "
                 "what was done is not done twice."},
    problem_kind{errc::overloaded, 503, "overloaded", "Not right now",
                 "The server is busy or about to restart. Nothing was changed. Try again after the time in Retry-After."},
    problem_kind{{}, 400, "malformed_request", "The request is malformed",
                 "It breaks the rules of HTTP/1.1, so the connection was closed."},
    problem_kind{{}, 408, "request_timeout", "The request took too long",
                 "It did not arrive in time. Send it again."},
    problem_kind{{}, 411, "length_required", "The length is needed",
                 "Send a Content-Length, or a chunked body."},
    problem_kind{{}, 414, "uri_too_long", "The address is too long",
                 "The address of a request may have at most 8 KiB."},
    problem_kind{{}, 417, "expectation_failed", "This expectation cannot be met",
                 "Only Expect: 100-continue is understood."},
    problem_kind{{}, 431, "headers_too_large", "The header fields are too large",
                 "There are too many header fields, or they are too long."},
    problem_kind{{}, 501, "not_implemented", "This method is not known",
                 "The methods known here are GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS."},
    problem_kind{{}, 505, "version_not_supported", "This version of HTTP is not spoken here",
                 "HTTP/1.1 is."},
};
// clang-format on

}  // namespace

std::span<problem_kind const> all_problem_kinds() {
  return kinds;
}

problem_kind const& kind_of(errc code) {
  auto const found = std::ranges::find(kinds, std::optional(code), &problem_kind::refusal);
  if (found == kinds.end())
    throw std::logic_error("no problem stands for errc " + std::to_string(static_cast<int>(code)));
  return *found;
}

problem_kind const& kind_of_status(int status) {
  // HTTP's own kinds, and being busy, stand last: of two with one status, theirs is meant here.
  auto const found =
      std::find_if(kinds.rbegin(), kinds.rend(), [&](problem_kind const& k) { return k.status == status; });
  return found == kinds.rend() ? kind_of(errc::internal) : *found;
}

}  // namespace rehearse
