#include "server/web/frame/session.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <sodium.h>

namespace rehearse {
namespace {

bool is_secure(server_facts const& server) {
  return server.public_url.starts_with("https://");
}

// A browser takes a __Host- cookie only with Secure, from this host, for the whole of it.
std::string cookie_name(server_facts const& server) {
  return is_secure(server) ? "__Host-rehearse" : "rehearse";
}

std::string cookie(server_facts const& server, std::string const& value, long lasts) {
  auto text =
      cookie_name(server) + "=" + value + "; Path=/; Max-Age=" + std::to_string(lasts) + "; HttpOnly; SameSite=Lax";
  if (is_secure(server)) text += "; Secure";
  return text;
}

// No character of a token is one that a form encodes: so the form is not read a second time for it.
std::string_view sent_token(std::string_view body) {
  constexpr std::string_view name = "csrf=";
  for (auto at = body.find(name); at != body.npos; at = body.find(name, at + 1)) {
    if (at > 0 && body[at - 1] != '&') continue;
    auto const value = body.substr(at + name.size());
    return value.substr(0, value.find('&'));
  }
  return {};
}

// Whether `origin` ("https://host:port") is what people type to come here, or what this request itself came to.
bool is_ours(std::string_view origin, call const& c) {
  if (boost::iequals(origin, c.server->public_url)) return true;
  for (std::string_view const scheme : {"http://", "https://"})
    if (origin.starts_with(scheme) && c.request->header("Host"))
      return boost::iequals(origin.substr(scheme.size()), *c.request->header("Host"));
  return false;
}

// As far as the browser says: newer ones by Sec-Fetch-Site, all of them by Origin, "null" where its page hides it.
// (Ours do not: the Referrer-Policy of every page is same-origin.) What is no browser says neither.
bool is_sent_from_elsewhere(call const& c) {
  auto const site = c.request->header("Sec-Fetch-Site");
  if (site == "cross-site") return true;
  if (site == "same-origin") return false;
  auto const origin = c.request->header("Origin");
  return origin && !is_ours(*origin, c);
}

}  // namespace

std::optional<caller> caller_of_cookie(store& s, call const& c, instant now) {
  auto const secret = sent_session(c);
  if (secret.empty()) return anonymous{};
  return caller_of_session(s, secret, now).value_or(anonymous{});
}

std::string session_cookie(server_facts const& server, new_session const& begun, instant now) {
  return cookie(server, begun.cookie, (begun.expires_at - now).count());
}

std::string ended_session_cookie(server_facts const& server) {
  return cookie(server, "", 0);
}

std::string sent_session(call const& c) {
  return std::string(c.request->cookie(cookie_name(*c.server)).value_or(""));
}

std::string csrf_token(call const& c) {
  auto const secret = sent_session(c);
  if (secret.empty()) return "";
  auto const token = link_token(c.server->secret, {token_purpose::sign_in, "csrf of " + secret, 0});
  return token.substr(token.rfind('.') + 1);
}

bool form_is_ours(call const& c, caller const& who) {
  // A page elsewhere could have its visitors' browsers book, or sign in as somebody else.
  if (is_sent_from_elsewhere(c)) return false;
  if (std::holds_alternative<anonymous>(who)) return true;
  auto const got = sent_token(c.request->body);
  auto const wanted = csrf_token(c);
  return got.size() == wanted.size() && sodium_memcmp(got.data(), wanted.data(), wanted.size()) == 0;
}

}  // namespace rehearse
