#include "server/web/candidate/manage_call.hpp"

#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/refusals.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/frame/refusal_words.hpp"

namespace rehearse {

std::optional<managed> managed_by(page_call const& c, store& s, caller const& who, instant now) {
  auto const holder = caller_of_manage_token(s, c.parameter("token"));
  if (!holder) return std::nullopt;
  auto const b = read_booking(s, *holder, std::get<candidate_of>(*holder).booking, now);
  if (!b) return std::nullopt;
  return managed{c, who, *holder, *b, now};
}

http::response no_such_link(page_call const& c, caller const& who) {
  return refusal_page(c, who, errc::not_found,
                      c.say("This link opens no booking. Please use the link in your newest "
                            "mail, or let us send your links again."));
}

time_zone zone_of(managed const& m) {
  auto const known = time_zone::find(m.it.candidate.zone);
  return known ? *known : *time_zone::find("UTC");
}

std::string path_of(managed const& m, std::string_view rest) {
  return "/b/" + m.c.parameter("token") + std::string(rest);
}

http::response done(managed const& m, std::string_view what) {
  return see_other(link_to(path_of(m), {{"done", std::string(what)}}));
}

answer shown_again(managed const& m, form const& sent, int status, bool keeps_writes) {
  auto given = shown_after(status, [m, sent, status](store& s, caller const&, instant) -> answer {
    return show_booking(s, m, sent, status);
  });
  given.keeps_writes = keeps_writes;
  return given;
}

answer after(managed const& m, form sent, result<booking> const& changed, std::string_view what) {
  if (changed) return done(m, what);
  take_refusal(m.c, sent, changed.error());
  return shown_again(m, sent, kind_of(changed.error().code).status, changed.error().keeps_writes);
}

}  // namespace rehearse
