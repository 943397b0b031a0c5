#include "server/web/frame/site_language.hpp"

#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/web/frame/kept_language.hpp"

namespace rehearse {
namespace {

answer answer_of(action what, store& s, caller const& who, instant now) {
  if (auto* const given = std::get_if<http::response>(&what)) return std::move(*given);
  if (auto const* const r = std::get_if<reading>(&what)) return r->run(s, who, now);
  return std::get<writing>(what).run(s, who, now);
}

}  // namespace

void site_language::choose(page_call& p) const {
  auto wish = language_asked(p);
  if (!wish) wish = best_locale(p.request->header("Accept-Language").value_or(""));
  p.language_is_wished = wish.has_value();
  p.language = wish ? words(*wish) : programme_.load();
}

job site_language::settled(page_call const& p, page_endpoint endpoint, job run) {
  return [this, p, endpoint, run = std::move(run)](store& s, caller const& who, instant now) -> answer {
    *p.programme_locale = read_programme(s).locale;
    words const theirs(*p.programme_locale);
    programme_ = theirs;
    if (p.language_is_wished || theirs.locale() == p.language.locale()) return run(s, who, now);
    auto again = p;
    again.language = theirs;
    return answer_of(endpoint(again), s, who, now);
  };
}

}  // namespace rehearse
