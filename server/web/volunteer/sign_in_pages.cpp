#include "server/web/volunteer/sign_in_pages.hpp"

#include "scheduler/rules/address.hpp"
#include "scheduler/rules/local_path.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "server/web/frame/form.hpp"
#include "server/web/frame/kept_language.hpp"
#include "server/web/frame/session.hpp"

namespace rehearse {
namespace {

http::response sign_in_page(page_call const& c, caller const& who, form const& typed, int status) {
  page shown;
  shown.template_name = "sign_in.html";
  shown.title = c.say("Sign in");
  shown.status = status;
  shown.error = typed.has_mistakes();
  shown.facts = typed.errors();
  shown.facts.merge({{"action", link_to("/sign-in")},
                     {"next", typed.value("next")},
                     {"unsent_hours", form(c).value("unsent") == "hours"},
                     {"unsent_form", form(c).value("unsent") == "form"},
                     {"no_cookie", c.request->query_value("cookie").has_value()},
                     {"email", typed.value("email")},
                     {"mistake", typed.error_at("email")}});
  return render(c, who, std::move(shown));
}

http::response sent_page(page_call const& c, caller const& who, form const& typed) {
  page shown;
  shown.template_name = "sign_in_sent.html";
  shown.title = c.say("Look into your mail");
  shown.facts = {{"email", typed.value("email")}, {"again_url", link_to("/sign-in", {{"next", typed.value("next")}})}};
  return render(c, who, std::move(shown));
}

http::response expired_page(page_call const& c, caller const& who) {
  page shown;
  shown.template_name = "sign_in_expired.html";
  shown.title = c.say("This link does not work any more");
  shown.status = 410;
  shown.error = true;
  shown.facts = {{"action", link_to("/sign-in")}, {"next", form(c).value("next")}};
  return render(c, who, std::move(shown));
}

bool is_page(page_call const& c, std::string const& next) {
  auto const path = next.substr(0, next.find('?'));
  return is_local_path(next) && page_at(c, path) == path;
}

}  // namespace

std::string after_sign_in(page_call const& c, caller const& who, std::string const& next) {
  if (is_page(c, next)) return next;
  return is_organizer(who) ? "/organizer" : "/volunteer/interviews";
}

action show_sign_in(page_call const& c) {
  return reading{[c](store&, caller const& who, instant) -> answer { return sign_in_page(c, who, form(c), 200); }};
}

action ask_for_sign_in(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  auto typed = *sent;
  if (!is_address(normal_address(typed.value("email")))) {
    typed.mistake("email", c.say("Please give your email address, for example adaeze@example.org."));
    return reading{
        [c, typed](store&, caller const& who, instant) -> answer { return sign_in_page(c, who, typed, 422); }};
  }
  return writing{[c, typed](store& s, caller const& who, instant now) -> answer {
    sign_in_request const asked{normal_address(typed.value("email")), typed.value("next"),
                                language_asked(c).value_or("")};
    request_sign_in(s, asked, c.server->mails_per_hour, now);
    return sent_page(c, who, typed);
  }};
}

action show_sign_in_link(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    if (!look_at_sign_in(s, c.parameter("token"), now)) return expired_page(c, who);
    page shown;
    shown.template_name = "sign_in_link.html";
    shown.title = c.say("Sign in");
    shown.facts = {{"action", link_to("/sign-in/" + c.parameter("token"))},
                   {"next", std::string(c.request->query_value("next").value_or(""))}};
    return render(c, who, std::move(shown));
  }};
}

action use_sign_in_link(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, next = sent->value("next")](store& s, caller const&, instant now) -> answer {
    auto const begun = redeem_sign_in(s, c.parameter("token"), now);
    if (!begun)
      return shown_after(410, [c](store&, caller const& who, instant) -> answer { return expired_page(c, who); });
    auto const where = after_sign_in(c, begun->who, next);
    auto given =
        see_other(where + (where.find('?') == where.npos ? "?" : "&") + std::string(signed_in_member) + "=now");
    given.with("Set-Cookie", session_cookie(*c.server, *begun, now));
    return given;
  }};
}

action leave(page_call const& c) {
  return writing{[c](store& s, caller const&, instant) -> answer {
    sign_out(s, sent_session(c));
    auto given = see_other(link_to("/"));
    given.with("Set-Cookie", ended_session_cookie(*c.server));
    return given;
  }};
}

}  // namespace rehearse
