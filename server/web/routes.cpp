#include "server/web/routes.hpp"

#include "config/embedded.hpp"
#include "scheduler/rules/local_path.hpp"
#include "server/auth/problem_table.hpp"
#include "server/http/compression.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/frame/form.hpp"
#include "server/web/frame/kept_language.hpp"
#include "server/web/frame/kept_query.hpp"
#include "server/web/frame/page.hpp"
#include "server/web/frame/public_files.hpp"
#include "server/web/frame/session.hpp"
#include "server/web/frame/site_language.hpp"
#include "server/web/reference/reference_site.hpp"
#include "server/web/samples.hpp"
#include "server/web/site.hpp"
#include "server/web/volunteer/availability_pages.hpp"
#include "server/web/volunteer/own_part.hpp"
#include "server/web/volunteer/sign_in_pages.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace rehearse {

std::span<embedded_file const> page_template_files();

namespace {

using enum http::method;

// Nothing but our own files, nothing inline, no frames around us (contract 9). What renders the API's reference writes
// styles of its own.
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action "
    "'self'; base-uri 'none'; frame-ancestors 'none'";
constexpr std::string_view reference_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src "
    "'self'; base-uri 'none'; frame-ancestors 'none'";

// A mail of the demo stands in a frame of its own page; what it is made of came from outside, so it can do nothing but
// look as it does and lead on.
constexpr std::string_view framing_policy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri "
    "'none'; frame-ancestors 'none'";
constexpr std::string_view mail_policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-top-navigation-by-user-activation "
    "allow-popups; frame-ancestors 'self'";

std::string_view policy_of(std::string_view path) {
  if (path == "/docs") return reference_policy;
  if (!path.starts_with("/demo/mail/")) return page_policy;
  return path.ends_with("/html") ? mail_policy : framing_policy;
}

// What all pages of one server share.
struct pages_ready {
  explicit pages_ready(std::filesystem::path const& folder) : forms(page_template_files(), folder) {
    forms.check(page_samples());
  }

  templates const forms;
  site_language language;
};

page_call page_call_of(call const& c, pages_ready const& ready) {
  page_call p;
  static_cast<call&>(p) = c;
  p.templates = &ready.forms;
  p.pages = &pages_of_site();
  ready.language.choose(p);
  return p;
}

action act_on(pages_ready& ready, call const& c, page_endpoint endpoint) {
  auto const p = page_call_of(c, ready);
  auto const settled = [&](job run) { return in_own_part(p, ready.language.settled(p, endpoint, std::move(run))); };
  auto what = endpoint(p);
  if (auto* const r = std::get_if<reading>(&what)) r->run = settled(std::move(r->run));
  if (auto* const w = std::get_if<writing>(&what)) w->run = settled(std::move(w->run));
  auto const* const given = std::get_if<http::response>(&what);
  if (given == nullptr || p.language_is_wished) return what;
  return reading{settled([given = *given](store&, caller const&, instant) -> answer { return given; })};
}

// The page that was wanted, or that of the form that was sent; with its query where that is a plain one.
std::string page_wanted(page_call const& p) {
  auto const page = page_at(p, p.request->path).value_or("");
  auto const whole = link_keeping(p, page, {{signed_in_member, ""}, {"volunteer", volunteer_named(p)}});
  return page == p.request->path && is_local_path(whole) ? whole : page;
}

// Who comes from the button of a sign-in link and has no session has a browser that keeps no cookie.
answer to_sign_in(page_call const& p) {
  bool const just_signed_in = p.request->query_value(signed_in_member).has_value();
  auto const* const unsent = p.request->verb == get || p.request->verb == head ? ""
                             : p.request->path == "/volunteer/availability"    ? "hours"
                                                                               : "form";
  return see_other(
      link_to("/sign-in", {{"next", page_wanted(p)}, {"cookie", just_signed_in ? "missing" : ""}, {"unsent", unsent}}));
}

answer refuse_page(call const& c, pages_ready const& ready, refusal const& why) {
  auto const p = page_call_of(c, ready);
  if (why.code == errc::unauthenticated) return to_sign_in(p);
  auto given = refusal_page(p, anonymous{}, why);
  if (kind_of(why.code).status == 503) given.with("Retry-After", "5");
  return {std::move(given), why.keeps_writes};
}

// Those forms that take long to fill in. Of others the page of the refusal keeps what was typed, unseen.
job unsaved_form(page_call const& p) {
  job show;
  if (p.request->path == "/volunteer/availability") show = unsaved_availability_form(p);
  if (p.request->path.starts_with("/book/")) show = unsaved_book_form(p);
  if (!show) return {};
  return [show](store& s, caller const& who, instant now) -> answer {
    auto given = show(s, who, now);
    given.response.with("Retry-After", "5");
    return given;
  };
}

// A page with a token, or of somebody signed in, stays as it is: its size must not tell what it holds.
bool may_hold_secret(call const& c) {
  constexpr std::array with_token{"/b/", "/confirm/", "/new-address/", "/sign-in/"};
  return !sent_session(c).empty() ||
         std::ranges::any_of(with_token, [&](char const* begin) { return c.request->path.starts_with(begin); });
}

// Slow lines are what candidates have.
void make_smaller(call const& c, http::response& given) {
  constexpr std::size_t worth_it = 1024;
  if (given.body.size() < worth_it || may_hold_secret(c) || !http::accepts_gzip(*c.request)) return;
  given.body = http::gzipped(given.body);
  given.with("Content-Encoding", "gzip");
}

std::string_view field_of(http::response const& given, std::string_view name) {
  for (auto const& [field, value] : given.headers)
    if (field == name) return value;
  return {};
}

// What a cache may have to tell apart: a page whose address names its language is the same for every browser's.
void say_what_it_depends_on(call const& c, http::response& given) {
  if (given.body.empty() || !field_of(given, "Vary").empty()) return;
  given.with("Vary", language_asked(c) ? "Accept-Encoding, Cookie" : "Accept-Encoding, Accept-Language, Cookie");
}

// Where a form leads, the language goes too.
void keep_language(call const& c, http::response& given) {
  auto const asked = language_asked(c);
  if (!asked) return;
  for (auto& [field, value] : given.headers)
    if (field == "Location") value = with_language(value, *asked, "&");
}

void finish(call const& c, route const*, http::response& given) {
  keep_language(c, given);
  make_smaller(c, given);
  say_what_it_depends_on(c, given);
  auto const policy = policy_of(c.request->path);
  given.with("Content-Security-Policy", policy);
  given.with("X-Content-Type-Options", "nosniff")
      .with("Referrer-Policy", "same-origin")  // no-referrer would hide where our own forms come from
      .with("X-Frame-Options", policy == mail_policy ? "SAMEORIGIN" : "DENY");
  if (may_hold_secret(c)) given.with("X-Robots-Tag", "noindex, nofollow");
}

}  // namespace

entrance pages_entrance(std::filesystem::path const& folder) {
  auto const ready = std::make_shared<pages_ready>(folder);
  entrance pages;
  for (auto const& row : site())
    pages.routes.push_back({row.verb, row.pattern, row.name, row.who, row.creates,
                            [ready, endpoint = row.endpoint](call const& c) { return act_on(*ready, c, endpoint); },
                            row.books});
  for (auto const& files : {assets(), reference_files_routes()})
    pages.routes.insert(pages.routes.end(), files.begin(), files.end());
  pages.who = caller_of_cookie;
  pages.refuse = [ready](call const& c, refusal const& why) { return refuse_page(c, *ready, why); };
  pages.too_many_bookings = [ready](call const& c, seconds wait) {
    return too_many_bookings_page(page_call_of(c, *ready), wait);
  };
  pages.form_again = [ready](call const& c) { return unsaved_form(page_call_of(c, *ready)); };
  pages.refuse_write = [ready](call const& c, caller const& who) -> std::optional<answer> {
    if (form_is_ours(c, who)) return std::nullopt;
    auto const p = page_call_of(c, *ready);
    if (c.request->path == "/volunteer/availability") return old_availability_form(p);
    if (c.request->path.starts_with("/book/")) return old_book_form(p);
    return old_form_page(p, who);
  };
  pages.problem = [ready](call const& c, int status) { return status_page(page_call_of(c, *ready), status); };
  pages.finish = finish;
  return pages;
}

}  // namespace rehearse
