#include "config/instant.hpp"
#include "notify/letters/interview_event.hpp"
#include "notify/letters/policy_sentences.hpp"
#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/use_cases/programme_desk.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/candidate/manage_call.hpp"
#include "server/web/frame/booking_words.hpp"
#include "server/web/frame/preparation_words.hpp"
#include "server/web/frame/refusal_words.hpp"

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

view time_facts(managed const& m, booking_facts const& f) {
  time_text const text(m.c.language);
  auto const& own = f.candidate.when;
  auto const& theirs = f.volunteer.when;
  bool const one_zone = own.start == theirs.start;
  return {{"when", text.full(own.start, own.end)},
          {"their_time", one_zone ? std::string() : text.full(theirs.start, theirs.end)},
          {"now_there", text.now_there(zoned(m.now, m.it.candidate.zone))},
          {"zone_name", text.zone(zoned(m.now, m.it.candidate.zone))},
          {"duration", text.duration(f.duration)}};
}

view place_facts(managed const& m) {
  return {{"meeting_url", m.it.meeting_url},
          {"editor_url", m.it.editor_url},
          {"calendar_url", is_open(m.it.state) && m.it.state != booking_state::pending ? path_of(m) + ".ics" : ""}};
}

// Why it cannot be moved, where neither the sentences of its policy nor its state say so already.
std::string why_not_move(managed const& m, policy_facts const& policy) {
  auto const may_move = may_reschedule(m.it, party::candidate, m.now);
  bool const is_told = policy.moves_left <= 0 || policy.too_soon_to_move;
  bool const matters = m.it.state == booking_state::confirmed && m.now < m.it.start;
  return may_move || is_told || !matters ? "" : sentence_of(m.c, may_move.error());
}

// From the start until it can be told who came.
std::string nobody_there(managed const& m, std::string const& contact) {
  if (m.it.state != booking_state::confirmed || m.now < m.it.start || may_report_presence(m.it, m.now)) return "";
  if (contact.empty()) return m.c.say("Wait ten minutes, then tell us here.");
  return m.c.say("Wait ten minutes, then tell us here, or write to {contact}.", {{"contact", contact}});
}

std::vector<std::string> lateness_of(store& s, managed const& m, std::string const& volunteer) {
  std::vector<std::string> all;
  for (auto const& told : told_lateness(s, m.it, m.now)) {
    auto const name = told.by == party::candidate ? std::string() : volunteer;
    all.push_back(lateness_words(m.c.language, told, {name, m.it.candidate.zone}));
  }
  return all;
}

std::vector<view> choices_of(std::string const& name, std::optional<presence> told,
                             std::vector<std::pair<presence, std::string>> const& choices) {
  std::vector<view> views;
  for (auto const& [value, words] : choices) {
    auto const id = views.empty() ? name : name + "-" + std::to_string(views.size() + 1);
    views.push_back({{"id", id}, {"value", std::string(name_of(value))}, {"words", words}, {"chosen", told == value}});
  }
  return views;
}

// The form of who came, as the candidate told it before.
view presence_form(managed const& m) {
  presence_report told;
  for (auto const& r : m.it.presence_reports)
    if (r.by == party::candidate) told = r;
  auto const& c = m.c;
  return {{"candidate_came", choices_of("candidate", told.candidate,
                                        {{presence::came, c.say("Yes")},
                                         {presence::did_not_come, c.say("No")},
                                         {presence::trouble, c.say("I had trouble: power, connection")}})},
          {"volunteer_came", choices_of("volunteer", told.volunteer,
                                        {{presence::came, c.say("Yes")},
                                         {presence::did_not_come, c.say("No")},
                                         {presence::trouble, c.say("They had trouble: power, connection")}})}};
}

// What can be done now. Of a pending one: nothing but to confirm it, and to correct what was typed.
view deeds(managed const& m) {
  auto const& b = m.it;
  auto const may_move = may_reschedule(b, party::candidate, m.now);
  bool const pending = b.state == booking_state::pending;
  bool const asks = may_confirm_attendance(b, m.now).has_value() && b.attends != attendance::confirmed;
  return {{"may_confirm", asks},
          {"was_asked", asks && b.attends == attendance::asked},
          {"has_confirmed", b.attends == attendance::confirmed && is_open(b.state) && m.now < b.start},
          {"may_be_late", may_tell_running_late(b, m.now).has_value()},
          {"may_move", may_move.has_value()},
          {"may_cancel", !pending && may_cancel(b, m.now).has_value()},
          {"is_pending", pending},
          {"is_agreed", !pending && is_open(b.state)},
          {"mail_again_path", link_to(m.c, path_of(m, "/mail"))},
          {"may_report", may_report_presence(b, m.now).has_value()},
          {"may_change", may_change(b, m.now).has_value() && m.now < b.start},
          {"move_url", link_to(m.c, path_of(m, "/move"))},
          {"cancel_url", link_to(m.c, path_of(m, "/cancel"))},
          {"change_url", link_to(m.c, path_of(m, "/change"))},
          {"confirm_path", link_to(m.c, path_of(m, "/attendance"))},
          {"late_path", link_to(m.c, path_of(m, "/late"))},
          {"presence_path", link_to(m.c, path_of(m, "/presence"))}};
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
  shown.title = state_title(m.c.language, m.it, m.now);
  shown.status = status;
  shown.error = sent.has_mistakes();
  bool const open = is_open(state_by_now(m.it, m.now));
  shown.facts = {{"title", shown.title},
                 {"state_sentence", state_sentence(m.c.language, m.it, m.now)},
                 {"told_presence", told_presence(m.c.language, m.it, f.volunteer.name, m.now)},
                 {"lateness", lateness_of(s, m, f.volunteer.name)},
                 {"nobody_there", nobody_there(m, f.programme.contact)},
                 {"why_not_move", why_not_move(m, f.policy)},
                 {"is_open", open},
                 {"just_done", done_words(m.c.language, m.c.request->query_value("done").value_or(""))},
                 {"interview", f.interview},
                 {"description", type ? type->description : ""},
                 {"criteria", type ? criteria_of(*type) : std::vector<view>{}},
                 {"has_criteria", type && !type->criteria.empty()},
                 {"volunteer", f.volunteer.name},
                 {"sentences", policy_sentences(f.policy, m.c.language)},
                 {"reference", m.it.reference.empty() ? m.it.id.text : m.it.reference},
                 {"contact", f.programme.contact},
                 {"again_url", link_to(m.c, "/book/" + m.it.interview_type, {{"zone", m.it.candidate.zone}})},
                 {"history", history_of(m)},
                 {"minutes", sent.has("minutes") ? sent.value("minutes") : "10"},
                 {"minutes_mistake", sent.error_at("minutes")},
                 {"prepared", prepared_facts(m, type ? &*type : nullptr)}};
  for (auto const& part : {time_facts(m, f), place_facts(m), deeds(m), presence_form(m), sent.errors()})
    shown.facts.merge(part);
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
