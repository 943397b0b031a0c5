#include "notify/letters/interview_event.hpp"
#include "notify/letters/policy_sentences.hpp"
#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/web/candidate/booking_view.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/candidate/manage_call.hpp"
#include "server/web/frame/booking_words.hpp"
#include "server/web/frame/preparation_words.hpp"

namespace rehearse {
namespace {

sender_facts sender_of(page_call const& c) {
  return {c.server->public_url, c.server->mail_from};
}

std::vector<view> criteria_of(interview_type const& type) {
  std::vector<view> views;
  for (auto const& each : type.criteria)
    views.push_back({{"criterion", each.title}, {"good", each.what_good_looks_like}});
  return views;
}

std::vector<std::string> lateness_of(store& s, managed const& m, std::string const& volunteer) {
  std::vector<std::string> all;
  for (auto const& told : told_lateness(s, m.it, m.now)) {
    auto const name = told.by == party::candidate ? std::string() : volunteer;
    all.push_back(lateness_words(m.c.language, told, {name, m.it.candidate.zone}));
  }
  return all;
}

std::vector<view> history_of(managed const& m) {
  time_text const text(m.c.language);
  std::vector<view> lines;
  for (auto const& line : m.it.history)
    lines.push_back(
        {{"at", text.full(zoned(line.at, m.it.candidate.zone))}, {"what", history_words(m.c.language, line)}});
  return lines;
}

view prepared_facts(managed const& m, interview_type const* type) {
  auto const& p = m.it.prepared;
  return {{"name", m.it.candidate.name},
          {"email", m.it.candidate.email},
          {"new_email", m.it.new_email.value_or("")},
          {"goal", p.goal},
          {"programming_language", p.programming_language.value_or(m.c.say("Any"))},
          {"editor", editor_words(m.c.language, p.editor_choice)},
          {"format", format_words(m.c.language, p.format)},
          {"accessibility", p.accessibility},
          {"answers", answer_views(m.c.language, m.it, type)}};
}

}  // namespace

http::response show_booking(store& s, managed const& m, form const& sent, int status) {
  auto const f = booking_facts_of(s, m.it, sender_of(m.c), m.now);
  auto const type = read_interview_type(s, m.it.interview_type);
  page shown;
  shown.template_name = "booking.html";
  shown.script = "candidate.js";
  shown.title = state_title(m.c.language, m.it, m.now);
  shown.status = status;
  shown.error = sent.has_mistakes();
  bool const open = is_open(state_by_now(m.it, m.now));
  auto const last_done = m.c.request->query_value("done").value_or("");
  bool const just_booked = open && (last_done == "booked" || last_done == "confirmed");
  shown.facts = {{"title", shown.title},
                 {"state_sentence", state_sentence(m.c.language, m.it, m.now)},
                 {"told_presence", told_presence(m.c.language, m.it, f.volunteer.name, m.now)},
                 {"lateness", lateness_of(s, m, f.volunteer.name)},
                 {"is_open", open},
                 {"just_done", done_words(m.c.language, last_done)},
                 {"just_booked", just_booked},
                 {"interview", f.interview},
                 {"description", type ? type->description : ""},
                 {"criteria", type ? criteria_of(*type) : std::vector<view>{}},
                 {"has_criteria", type && !type->criteria.empty()},
                 {"volunteer", f.volunteer.name},
                 {"sentences", policy_sentences(f.policy, m.c.language)},
                 {"reference", m.it.reference.empty() ? m.it.id.text : m.it.reference},
                 {"contact", f.programme.contact},
                 {"own_url", m.c.server->public_url + path_of(m)},
                 {"again_url", link_to("/book/" + m.it.interview_type, {{"zone", m.it.candidate.zone}})},
                 {"history", history_of(m)},
                 {"minutes", sent.has("minutes") ? sent.value("minutes") : "10"},
                 {"minutes_mistake", sent.error_at("minutes")},
                 {"prepared", prepared_facts(m, type ? &*type : nullptr)}};
  for (auto const& part : {agreed_view(m, f), choices_view(m, f), sent.errors()}) shown.facts.merge(part);
  return render(m.c, m.who, std::move(shown));
}

action one_booking_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    if (!m) return no_such_link(c, who);
    return show_booking(s, *m, form(c), 200);
  }};
}

action booking_calendar(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    auto const has_time = [&] {
      return m->it.state != booking_state::pending && m->it.state != booking_state::expired;
    };
    if (!m || !has_time()) return no_such_link(c, who);
    auto event = interview_event(letter_side::candidate, booking_facts_of(s, m->it, sender_of(c), now), now);
    event.cancelled = m->it.state == booking_state::cancelled;
    auto given =
        http::text_response(200, "text/calendar; charset=utf-8", calendar_file(calendar_method::publish, event));
    given.with("Content-Disposition", "attachment; filename=\"interview.ics\"").with("Cache-Control", "no-store");
    return given;
  }};
}

}  // namespace rehearse
