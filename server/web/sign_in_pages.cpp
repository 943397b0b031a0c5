#include "server/web/sign_in_pages.hpp"

#include "scheduler/rules/address.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "server/web/form.hpp"
#include "server/web/session.hpp"

#include <algorithm>

namespace rehearse {
namespace {

http::response sign_in_page(page_call const& c, caller const& who, form const& typed, int status) {
  page shown;
  shown.template_name = "sign_in.html";
  shown.title = c.say("Sign in");
  shown.status = status;
  shown.error = typed.has_mistakes();
  shown.facts = typed.errors();
  shown.facts.merge(
      {{"action", link_to(c, "/sign-in")}, {"email", typed.value("email")}, {"mistake", typed.error_at("email")}});
  return render(c, who, std::move(shown));
}

http::response sent_page(page_call const& c, caller const& who, std::string const& email) {
  page shown;
  shown.template_name = "sign_in_sent.html";
  shown.title = c.say("Look into your mail");
  shown.facts = {{"email", email}, {"again_url", link_to(c, "/sign-in")}};
  return render(c, who, std::move(shown));
}

http::response expired_page(page_call const& c, caller const& who) {
  page shown;
  shown.template_name = "sign_in_expired.html";
  shown.title = c.say("This link does not work any more");
  shown.status = 410;
  shown.error = true;
  shown.facts = {{"action", link_to(c, "/sign-in")}};
  return render(c, who, std::move(shown));
}

// A path of this site, and nothing that a browser could take for another one.
bool is_local_path(std::string_view text) {
  bool const plain = std::ranges::all_of(text, [](unsigned char ch) { return ch > ' ' && ch < 127 && ch != '\\'; });
  return plain && text.starts_with('/') && !text.starts_with("//");
}

}  // namespace

std::string after_sign_in(caller const& who, std::string const& next) {
  if (is_local_path(next)) return next;
  return is_organizer(who) ? "/organizer" : "/volunteer/interviews";
}

action show_sign_in(page_call const& c) {
  return reading{[c](store&, caller const& who, instant) -> answer { return sign_in_page(c, who, form(c), 200); }};
}

action ask_for_sign_in(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, typed = *sent](store& s, caller const& who, instant now) mutable -> answer {
    auto const email = normal_address(typed.value("email"));
    if (!is_address(email)) {
      typed.mistake("email", c.say("Write an e-mail address, such as ada@example.org."));
      return sign_in_page(c, who, typed, 422);
    }
    request_sign_in(s, email, c.server->mails_per_hour, now);
    return sent_page(c, who, email);
  }};
}

action show_sign_in_link(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    if (!look_at_sign_in(s, c.parameter("token"), now)) return expired_page(c, who);
    page shown;
    shown.template_name = "sign_in_link.html";
    shown.title = c.say("Sign in");
    shown.facts = {{"action", link_to(c, "/sign-in/" + c.parameter("token"))},
                   {"next", std::string(c.request->query_value("next").value_or(""))}};
    return render(c, who, std::move(shown));
  }};
}

action use_sign_in_link(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, next = sent->value("next")](store& s, caller const& who, instant now) -> answer {
    auto const begun = redeem_sign_in(s, c.parameter("token"), now);
    if (!begun) return expired_page(c, who);
    auto given = see_other(after_sign_in(begun->who, next));
    given.with("Set-Cookie", session_cookie(*c.server, *begun, now));
    return given;
  }};
}

action leave(page_call const& c) {
  return writing{[c](store& s, caller const&, instant) -> answer {
    sign_out(s, sent_session(c));
    auto given = see_other(link_to(c, "/"));
    given.with("Set-Cookie", ended_session_cookie(*c.server));
    return given;
  }};
}

}  // namespace rehearse
