// Idempotency-Key (contract 3): the same key, method, path and caller with the same body answers the first 2xx again.
// Looked up and kept in the transaction of the request itself, so a refusal leaves no trace. Within a job.
#pragma once

#include "server/auth/endpoint.hpp"

#include <optional>
#include <string>

namespace rehearse {

// The key of a request on a route that heeds it: of the form, else of the header; empty: none.
std::string idempotency_key_of(call const& c, writing const& w);

// What was answered before (marks still in it, Idempotency-Replayed added), or a refusal (idempotency_mismatch), or
// none.
std::optional<result<http::response>> answered_before(store& s, call const& c, caller const& who, writing const& w,
                                                      instant now);

// Keeps a 2xx (of a form: a redirect) for 24 hours.
void keep_answer(store& s, call const& c, caller const& who, writing const& w, http::response const& given,
                 instant now);

}  // namespace rehearse
