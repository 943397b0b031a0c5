#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/refusals.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/frame/refusal_words.hpp"

namespace rehearse {
namespace {

// The booking that the link speaks of, where it is its token; none: a link that is none, or that a newer one replaced.
std::optional<booking> booking_behind(page_call const& c, store& s, token_purpose purpose, instant now) {
  auto const& token = c.parameter("token");
  auto const row = row_of_token(purpose, token);
  if (!row) return std::nullopt;
  auto const b = read_booking(s, candidate_of{booking_id{*row}}, booking_id{*row}, now);
  if (!b || !is_token_of(s.secret(), {purpose, b->id.text, b->confirm_generation}, token)) return std::nullopt;
  return *b;
}

answer link_is_over(page_call const& c, caller const& who) {
  return refusal_page(c, who, errc::link_expired,
                      c.say("This link was used already, replaced by a newer one, or its time has passed."));
}

struct question {
  std::string title;
  std::string sentence;
  std::string button;
};

http::response ask(page_call const& c, store& s, caller const& who, booking const& b, question const& asked) {
  auto const type = read_interview_type(s, b.interview_type);
  auto const& zone = b.candidate.zone;
  page shown;
  shown.template_name = "confirm.html";
  shown.script = "candidate.js";
  shown.title = asked.title;
  shown.facts = {{"title", asked.title},
                 {"sentence", asked.sentence},
                 {"button", asked.button},
                 {"interview", type ? type->title : b.interview_type},
                 {"when", time_text(c.language).full(zoned(b.start, zone), zoned(b.end, zone))},
                 {"path", link_to(c.request->path)}};
  return render(c, who, std::move(shown));
}

// The manage link in return: who reads the booking's mail may have it.
answer confirmed(page_call const& c, store& s, caller const& who, result<booking> const& b, std::string_view what) {
  if (!b) return refusal_page(c, who, b.error().code, sentence_of(c, b.error()));
  return see_other(link_to("/b/" + manage_token_of(s, *b), {{"done", std::string(what)}}));
}

question booking_question(page_call const& c, booking const& b) {
  if (b.state == booking_state::confirmed)
    return {c.say("Your interview is booked"), c.say("This interview is booked already. The button opens its page."),
            c.say("Open its page")};
  return {c.say("Confirm your address"), c.say("Press the button, and the interview is booked."),
          c.say("Yes, book this interview")};
}

question address_question(page_call const& c, booking const& b) {
  return {c.say("Confirm your new address"),
          c.say("From then on, mails about this interview go to {address}.", {{"address", b.new_email.value_or("")}}),
          c.say("Yes, this is my address")};
}

}  // namespace

action confirm_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const b = booking_behind(c, s, token_purpose::confirm_address, now);
    if (!b || (b->state != booking_state::pending && b->state != booking_state::confirmed)) return link_is_over(c, who);
    return ask(c, s, who, *b, booking_question(c, *b));
  }};
}

action confirm_deed(page_call const& c) {
  return writing{[c](store& s, caller const& who, instant now) -> answer {
    auto const b = booking_behind(c, s, token_purpose::confirm_address, now);
    if (!b) return link_is_over(c, who);
    auto const done = b->state == booking_state::pending ? "confirmed" : "";
    return confirmed(c, s, who, confirm_address(s, b->id, c.parameter("token"), now), done);
  }};
}

action new_address_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const b = booking_behind(c, s, token_purpose::change_address, now);
    if (!b || !b->new_email) return link_is_over(c, who);
    return ask(c, s, who, *b, address_question(c, *b));
  }};
}

action new_address_deed(page_call const& c) {
  return writing{[c](store& s, caller const& who, instant now) -> answer {
    auto const b = booking_behind(c, s, token_purpose::change_address, now);
    if (!b) return link_is_over(c, who);
    return confirmed(c, s, who, confirm_new_address(s, b->id, c.parameter("token"), now), "new_address");
  }};
}

}  // namespace rehearse
