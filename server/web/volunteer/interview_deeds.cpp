// One interview, and what its volunteer does with it.
#include "scheduler/rules/plain_text.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/frame/booking_words.hpp"
#include "server/web/frame/form.hpp"
#include "server/web/frame/refusal_words.hpp"
#include "server/web/volunteer/interview_pages.hpp"
#include "server/web/volunteer/interview_view.hpp"

#include <charconv>

namespace rehearse {
namespace {

booking_id id_of(call const& c) {
  return {c.parameter("id")};
}

// What the last press of a button did; empty for a word that is none.
std::string done_words(page_call const& c) {
  auto const what = c.request->query_value("done").value_or("");
  if (what == "cancelled") return c.say("The interview is cancelled, and the candidate is told by mail.");
  if (what == "place") return c.say("The new place is saved. We tell the candidate by mail.");
  if (what == "late") return c.say("The candidate is told at once that you run late.");
  if (what == "presence") return c.say("Thank you. Your report is saved.");
  return "";
}

std::vector<view> choice_views(form const& typed, std::string const& name,
                               std::vector<std::pair<std::string, std::string>> const& choices) {
  std::vector<view> views;
  for (auto const& [value, words] : choices) {
    auto const id = views.empty() ? name : name + "-" + std::to_string(views.size() + 1);
    views.push_back({{"id", id}, {"value", value}, {"words", words}, {"chosen", typed.value(name) == value}});
  }
  return views;
}

std::vector<view> reason_views(page_call const& c, form const& typed) {
  return choice_views(typed, "reason",
                      {{"conflict", c.say("Something else at that time")},
                       {"illness", c.say("Illness")},
                       {"other", c.say("Another reason")}});
}

std::vector<view> presence_views(page_call const& c, form const& typed, std::string const& name) {
  return choice_views(typed, name,
                      {{"came", c.say("Came")},
                       {"did_not_come", c.say("Did not come")},
                       {"trouble", c.say("Had trouble with power or connection")}});
}

view typed_view(page_call const& c, form const& typed) {
  return {{"reasons", reason_views(c, typed)},
          {"candidate_came", presence_views(c, typed, "candidate")},
          {"volunteer_came", presence_views(c, typed, "volunteer")},
          {"typed_message", typed.value("message")},
          {"typed_minutes", typed.value("minutes")},
          {"typed_meeting_url", typed.value("meeting_url")},
          {"typed_editor_url", typed.value("editor_url")},
          {"revision", typed.value("revision")},
          {"message_mistake", typed.error_at("message")},
          {"minutes_mistake", typed.error_at("minutes")},
          {"meeting_url_mistake", typed.error_at("meeting_url")},
          {"editor_url_mistake", typed.error_at("editor_url")}};
}

void prefill(form& typed, std::string_view name, std::string const& value) {
  if (!typed.has(name)) typed.set(name, value);
}

// What one reported already stands in the form, to be corrected.
void prefill_report(form& typed, booking const& b, party reporter) {
  for (auto const& report : b.presence_reports) {
    if (report.by != reporter) continue;
    if (report.candidate) prefill(typed, "candidate", std::string(name_of(*report.candidate)));
    if (report.volunteer) prefill(typed, "volunteer", std::string(name_of(*report.volunteer)));
  }
}

// The volunteer is not told her own name; an organizer reads both.
std::vector<std::string> lateness_of(page_call const& c, store& s, caller const& who, booking const& b, instant now) {
  auto const v = read_volunteer(s, who, b.volunteer);
  auto const volunteer_name = v ? v->name : std::string();
  std::vector<std::string> all;
  for (auto const& told : told_lateness(s, b, now)) {
    auto const name = told.by == party::candidate ? b.candidate.name : is_organizer(who) ? volunteer_name : "";
    all.push_back(lateness_words(c.language, told, {name, b.agreed.volunteer_zone}));
  }
  return all;
}

// With what was typed, where something was.
http::response interview_page(page_call const& c, store& s, caller const& who, booking const& b, form typed) {
  auto const now = c.server->time.now();
  prefill(typed, "meeting_url", b.meeting_url);
  prefill(typed, "editor_url", b.editor_url);
  prefill(typed, "minutes", "10");
  prefill(typed, "reason", "other");
  prefill_report(typed, b, is_organizer(who) ? party::organizer : party::volunteer);
  typed.set("revision", std::to_string(b.revision));
  page shown;
  shown.template_name = "interview.html";
  shown.title = interview_title(c, s, b);
  shown.error = typed.has_mistakes();
  shown.facts = interview_view(c, s, b, now);
  shown.facts.merge(typed_view(c, typed)).merge(typed.errors());
  shown.facts.merge({{"title", shown.title},
                     {"done", done_words(c)},
                     {"own", !is_organizer(who)},
                     {"lateness", lateness_of(c, s, who, b, now)}});
  return render(c, who, std::move(shown));
}

// The page again with everything typed and what was wrong with it; a booking that is not theirs is not there.
answer refused_page(page_call const& c, store& s, caller const& who, form typed, refusal const& why, instant now) {
  auto const b = read_booking(s, who, id_of(c), now);
  if (!b || why.code == errc::not_found) return refusal_page(c, who, why);
  if (why.code == errc::precondition_failed) {
    typed.mistake("meeting_url",
                  c.say("The interview was changed meanwhile. Look at what it says now, then send again."));
  } else {
    take_refusal(c, typed, why);
  }
  auto given = interview_page(c, s, who, *b, typed);
  given.status = kind_of(why.code).status;
  return given;
}

answer refused(page_call const& c, form const& typed, refusal const& why) {
  return shown_after(kind_of(why.code).status, [c, typed, why](store& s, caller const& who, instant now) {
    return refused_page(c, s, who, typed, why, now);
  });
}

using deed = result<booking> (*)(page_call const&, store&, caller const&, form const&, instant);

// Reads the form, has `act` do what it says, and leads back to the page; refused: the page with what was typed.
action do_with_form(page_call const& c, deed act, std::string const& done) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, act, done, typed = *sent](store& s, caller const& who, instant now) -> answer {
    auto const b = act(c, s, who, typed, now);
    if (!b) return refused(c, typed, b.error());
    return see_other(link_to("/volunteer/interviews/" + b->id.text, {{"done", done}}));
  }};
}

int whole_number(std::string const& text) {
  int number = 0;
  auto const end = std::from_chars(text.data(), text.data() + text.size(), number);
  return end.ec == std::errc() && end.ptr == text.data() + text.size() ? number : -1;
}

result<booking> cancel_by(page_call const& c, store& s, caller const& who, form const& typed, instant now) {
  auto const message = with_plain_line_breaks(typed.value("message"));
  if (auto const wrong = mistake_in_lines(message)) return invalid("/message", *wrong);
  auto const reason = cancel_reason_named(typed.value("reason")).value_or(cancel_reason::other);
  return cancel_booking(s, who, {id_of(c), reason, message}, now);
}

result<booking> move_place(page_call const& c, store& s, caller const& who, form const& typed, instant now) {
  booking_changes changes;
  changes.meeting_url = typed.value("meeting_url");
  changes.editor_url = typed.value("editor_url");
  return change_booking(s, who, id_of(c), changes, whole_number(typed.value("revision")), now);
}

result<booking> be_late(page_call const& c, store& s, caller const& who, form const& typed, instant now) {
  auto const late = whole_number(typed.value("minutes"));
  if (late < 1 || late > 120) return invalid("/minutes", c.say("Write a number of minutes from 1 to 120."));
  return tell_running_late(s, who, id_of(c), minutes{late}, now);
}

result<booking> report(page_call const& c, store& s, caller const& who, form const& typed, instant now) {
  presence_request const asked{id_of(c), presence_named(typed.value("candidate")),
                               presence_named(typed.value("volunteer"))};
  if (!asked.candidate && !asked.volunteer) return invalid("/candidate", c.say("Say who came."));
  return report_presence(s, who, asked, now);
}

}  // namespace

action show_interview(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const b = read_booking(s, who, id_of(c), now);
    if (!b) return refusal_page(c, who, b.error());
    return interview_page(c, s, who, *b, form(c));
  }};
}

action cancel_interview(page_call const& c) {
  return do_with_form(c, cancel_by, "cancelled");
}
action change_interview_place(page_call const& c) {
  return do_with_form(c, move_place, "place");
}
action tell_of_delay(page_call const& c) {
  return do_with_form(c, be_late, "late");
}
action tell_who_came(page_call const& c) {
  return do_with_form(c, report, "presence");
}

}  // namespace rehearse
