// Sessions of the pages (contract 3): the cookie, who it speaks for, and the CSRF token that every form of a signed-in
// person carries. Booking needs no cookie. Pure but for caller_of_cookie, which runs in a job.
#pragma once

#include "scheduler/use_cases/sign_in.hpp"
#include "server/auth/endpoint.hpp"

#include <optional>
#include <string>

namespace rehearse {

// The caller of the session cookie; nobody where there is none or it is over.
std::optional<caller> caller_of_cookie(store& s, call const& c, instant now);

// HttpOnly; SameSite=Lax; Secure and __Host- where public_url is https.
std::string session_cookie(server_facts const& server, new_session const& begun, instant now);
std::string ended_session_cookie(server_facts const& server);
// The secret that the browser sent; empty: none.
std::string sent_session(call const& c);

// Made from the session; empty without one.
std::string csrf_token(call const& c);
// Not sent by a page of another site, as far as the browser says; and a signed-in person's form carries the token of
// this session as `csrf`, which nobody else needs.
bool form_is_ours(call const& c, caller const& who);

}  // namespace rehearse
