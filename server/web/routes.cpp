#include "server/web/routes.hpp"

#include "config/embedded.hpp"
#include "server/web/page.hpp"
#include "server/web/public_files.hpp"
#include "server/web/samples.hpp"
#include "server/web/session.hpp"
#include "server/web/site.hpp"

#include <memory>

namespace rehearse {

std::span<embedded_file const> page_template_files();

namespace {

using enum http::method;

// Nothing but our own files, no scripts, no frames around us (contract 9). The API's reference alone has a script of
// its own.
constexpr std::string_view page_policy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";
constexpr std::string_view reference_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src "
    "'self'; base-uri 'none'; frame-ancestors 'none'";

page_call page_call_of(call const& c, templates const& ready) {
  page_call p;
  static_cast<call&>(p) = c;
  p.templates = &ready;
  auto const asked = c.request->query_value("lang");
  p.language = words(asked ? std::string(*asked) : best_locale(c.request->header("Accept-Language").value_or("")));
  return p;
}

answer refuse_page(call const& c, templates const& ready, refusal const& why) {
  auto const p = page_call_of(c, ready);
  if (why.code == errc::unauthenticated) return see_other(link_to(p, "/sign-in", {{"next", c.request->path}}));
  auto given = refusal_page(p, anonymous{}, why);
  if (why.code == errc::overloaded) given.with("Retry-After", "5");
  return {std::move(given), why.keeps_writes};
}

void finish(call const& c, route const*, http::response& given) {
  bool const reference = c.request->path == "/docs" || c.request->path.starts_with("/docs/");
  given.with("Content-Security-Policy", reference ? reference_policy : page_policy);
  given.with("X-Content-Type-Options", "nosniff")
      .with("Referrer-Policy", "no-referrer")
      .with("X-Frame-Options", "DENY");
}

}  // namespace

entrance pages_entrance(std::filesystem::path const& folder) {
  auto const ready = std::make_shared<templates const>(page_template_files(), folder);
  ready->check(page_samples());
  entrance pages;
  for (auto const& row : site())
    pages.routes.push_back(
        {row.verb, row.pattern, row.name, row.who, row.creates,
         [ready, endpoint = row.endpoint](call const& c) { return endpoint(page_call_of(c, *ready)); }, row.books});
  for (auto const& file : public_files()) pages.routes.push_back(file);
  pages.who = caller_of_cookie;
  pages.refuse = [ready](call const& c, refusal const& why) { return refuse_page(c, *ready, why); };
  pages.may_write = form_is_ours;
  pages.finish = finish;
  return pages;
}

}  // namespace rehearse
