#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/address.hpp"
#include "scheduler/rules/plain_text.hpp"
#include "scheduler/use_cases/book_slot.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "server/auth/problem_table.hpp"
#include "server/auth/token_marks.hpp"
#include "server/web/candidate/book_views.hpp"
#include "server/web/candidate/booking_fields.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/frame/refusal_words.hpp"
#include "server/web/frame/status_words.hpp"

namespace rehearse {
namespace {

constexpr std::size_t longest_reference = 64;

book_slot_request request_of(page_call const& c, form& sent, wanted const& w, interview_type const& type) {
  book_slot_request asked;
  asked.interview_type = w.type;
  asked.volunteer = w.volunteer;
  if (!w.volunteer) asked.asked = w.asked;
  asked.candidate = candidate_in(c, sent);
  asked.prepared = preparation_in(c, sent, type);
  asked.asked.wants_editor = asked.prepared.editor_choice;
  asked.agreed_to = consents_in(sent);
  if (auto const reference = sent.value("reference"); !mistake_in_line(reference, longest_reference))
    asked.reference = reference;
  asked.start = w.start.value_or(instant{});
  return asked;
}

// The button of an alternative names its start and volunteer; both take the place of what the form was shown for.
void take_alternative(form& sent) {
  auto const other = sent.value("other");
  auto const space = other.find(' ');
  if (space == other.npos) return;
  sent.set("start", other.substr(0, space));
  sent.set("volunteer", other.substr(space + 1));
}

// A slot that is gone: the mistake leads to what is free instead.
void note_refusal(page_call const& c, form& sent, refusal const& why) {
  if (why.code != errc::slot_unavailable) return take_refusal(c, sent, why);
  sent.mistake(why.alternatives.empty() ? "times" : "alternatives", sentence_of(c, why));
}

// The token of the booking comes by mail alone, so this page says what it can say without one.
answer look_into_mail(page_call const& c, caller const& who, interview_type const& type, booking const& b) {
  time_text const text(c.language);
  auto const& zone = b.candidate.zone;
  page shown;
  shown.template_name = "look_into_mail.html";
  shown.script = "candidate.js";
  shown.title = c.say("Nearly there: look into your mail");
  shown.facts = {{"interview", type.title},
                 {"duration", text.duration(type.duration)},
                 {"when", text.full(zoned(b.start, zone), zoned(b.end, zone))},
                 {"until", text.full(zoned(b.held_until.value_or(b.start), zone))},
                 {"address", b.candidate.email},
                 {"times_url", link_to("/book/" + type.id, {{"zone", zone}})}};
  return render(c, who, std::move(shown));
}

answer booked(page_call const& c, caller const& who, interview_type const& type, booking const& b) {
  if (b.state != booking_state::pending) {
    auto const mark = token_mark(c.server->secret, {token_purpose::manage, b.id.text, b.token_generation});
    return see_other(link_to("/b/" + mark, {{"done", "booked"}}));
  }
  return look_into_mail(c, who, type, b);
}

struct refused_booking {
  wanted w;
  book_slot_request asked;
  refusal why;
};

// The form with everything typed, why it was refused, and what is free in place of a slot that is gone.
answer offer_others(page_call const& c, interview_type const& type, refused_booking const& it, form const& sent) {
  auto given =
      shown_after(kind_of(it.why.code).status, [c, type, it, sent](store& s, caller const& who, instant now) -> answer {
        auto why = it.why;
        if (why.code == errc::slot_unavailable) why.alternatives = alternatives_to(s, it.asked, now);
        auto typed = sent;
        note_refusal(c, typed, why);
        return form_page({c, s, who, now}, type, it.w, typed, &why);
      });
  given.keeps_writes = it.why.keeps_writes;
  return given;
}

// The form with everything typed, and a sentence on top that is about none of its fields.
job form_again(page_call const& c, errc code, std::string const& sentence) {
  return [c, code, sentence](store& s, caller const& who, instant now) -> answer {
    auto const sent = form::read(c);
    if (!sent) return refusal_page(c, who, sent.error());
    auto typed = *sent;
    take_alternative(typed);
    auto const w = wanted_of(c.parameter("type"), typed);
    auto const type = read_interview_type(s, w.type);
    if (!type || !w.zone || !w.start) return refusal_page(c, who, code, sentence);
    typed.mistake("", sentence);
    auto const why = refused(code, {});
    return form_page({c, s, who, now}, *type, w, typed, &why);
  };
}

// The form with everything typed and what is wrong with it.
answer shown_again(page_call const& c, interview_type const& type, wanted const& w, form const& sent) {
  return shown_after(422, [c, type, w, sent](store& s, caller const& who, instant now) -> answer {
    return form_page({c, s, who, now}, type, w, sent, nullptr);
  });
}

answer book(page_call const& c, form sent, store& s, caller const& who, instant now) {
  auto const w = wanted_of(c.parameter("type"), sent);
  auto const type = read_interview_type(s, w.type);
  if (!type) return refusal_page(c, who, type.error());
  auto const asked = request_of(c, sent, w, *type);
  // A form of ours always has both.
  if (!w.zone || !w.start) return see_other(link_to("/book/" + type->id));
  if (sent.has_mistakes()) return shown_again(c, *type, w, sent);
  auto const may = may_be_mailed(s, asked.candidate.email, c.server->mails_per_hour, now);
  auto const b = may ? book_slot(s, asked, now) : result<booking>(may.error());
  if (b) return booked(c, who, *type, *b);
  return offer_others(c, *type, {w, asked, b.error()}, sent);
}

}  // namespace

action book_deed(page_call const& c) {
  auto sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  take_alternative(*sent);
  return writing{
      .run = [c, sent = *sent](store& s, caller const& who, instant now) { return book(c, sent, s, who, now); },
      .idempotency_key = sent->value("idempotency_key"),
      .idempotency_caller = normal_address(sent->value("email"))};
}

action too_many_bookings_page(page_call const& c, seconds wait) {
  auto const duration = time_text(c.language).duration(std::chrono::ceil<minutes>(wait));
  auto const sentence = c.say(
      "Too many bookings came from your connection this hour. Nothing that you typed is lost: leave this page open, "
      "and "
      "press the button again in {duration}.",
      {{"duration", duration}});
  return reading{[show = form_again(c, errc::too_many_requests, sentence), wait](store& s, caller const& who,
                                                                                 instant now) -> answer {
    auto given = show(s, who, now);
    given.response.with("Retry-After", std::to_string(wait.count()));
    return given;
  }};
}

job unsaved_book_form(page_call const& c) {
  return form_again(c, errc::overloaded, nothing_saved(c.language));
}

answer old_book_form(page_call const& c) {
  return shown_after(
      403, form_again(c, errc::forbidden,
                      c.say("You signed in or out after this page was opened, so nothing is booked yet. Please look at "
                            "what you typed, and press the button again.")));
}

}  // namespace rehearse
