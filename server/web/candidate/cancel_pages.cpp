#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/plain_text.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/candidate/manage_call.hpp"
#include "server/web/frame/booking_words.hpp"
#include "server/web/frame/fields.hpp"
#include "server/web/frame/refusal_words.hpp"

namespace rehearse {
namespace {

std::vector<field> cancel_fields(page_call const& c) {
  field why{.name = "reason",
            .label = c.say("Why?"),
            .kind = field_kind::menu,
            .hint = c.say("Only the organizer sees this, so that the programme learns.")};
  for (auto const reason : {cancel_reason::other, cancel_reason::conflict, cancel_reason::illness,
                            cancel_reason::found_a_job, cancel_reason::not_ready})
    why.options.push_back({std::string(name_of(reason)), reason_words(c.language, reason)});
  return {why, {.name = "message", .label = c.say("A word to your interviewer"), .kind = field_kind::lines}};
}

http::response show_cancel(managed const& m, form const& sent, int status) {
  time_text const text(m.c.language);
  auto const& zone = m.it.candidate.zone;
  page shown;
  shown.template_name = "cancel.html";
  shown.script = "candidate.js";
  shown.title = m.c.say("Cancel this interview?");
  shown.status = status;
  shown.error = sent.has_mistakes();
  shown.facts = {{"title", shown.title},
                 {"when", text.full(zoned(m.it.start, zone), zoned(m.it.end, zone))},
                 {"is_late", would_be_late(m.it, m.now)},
                 {"path", link_to(path_of(m, "/cancel"))},
                 {"back_url", link_to(path_of(m))},
                 {"fields", field_views(sent, cancel_fields(m.c))}};
  shown.facts.merge(sent.errors());
  return render(m.c, m.who, std::move(shown));
}

answer cancel(store& s, managed const& m, form sent) {
  cancel_request asked;
  asked.booking = m.it.id;
  asked.reason = cancel_reason_named(sent.value("reason")).value_or(cancel_reason::other);
  asked.message = with_plain_line_breaks(sent.value("message"));
  if (mistake_in_lines(asked.message)) {
    sent.mistake("message", sentence_of(m.c, field_error{"/message", ""}));
    return shown_after(422, [m, sent](store&, caller const&, instant) -> answer { return show_cancel(m, sent, 422); });
  }
  auto const b = cancel_booking(s, m.holder, asked, m.now);
  if (b && sent.value("then") == "book")
    return see_other(link_to("/book/" + m.it.interview_type, {{"zone", m.it.candidate.zone}, {"done", "cancelled"}}));
  return after(m, sent, b, "cancelled");
}

}  // namespace

action cancel_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    if (!m) return no_such_link(c, who);
    if (!may_cancel(m->it, now)) return show_booking(s, *m, form(c), 200);
    return show_cancel(*m, form(c), 200);
  }};
}

action cancel_deed(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, sent = *sent](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    return m ? cancel(s, *m, sent) : no_such_link(c, who);
  }};
}

}  // namespace rehearse
