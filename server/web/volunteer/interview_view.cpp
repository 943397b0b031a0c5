#include "server/web/volunteer/interview_view.hpp"

#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "server/web/frame/preparation_words.hpp"

namespace rehearse {
namespace {

std::string state_words(words const& language, booking_state state) {
  switch (state) {
    case booking_state::pending:
      return language.say("Held: the candidate has yet to confirm the address");
    case booking_state::confirmed:
      return language.say("Agreed");
    case booking_state::completed:
      return language.say("Took place");
    case booking_state::candidate_no_show:
      return language.say("The candidate did not come");
    case booking_state::volunteer_no_show:
      return language.say("The volunteer did not come");
    case booking_state::cancelled:
      return language.say("Cancelled");
    case booking_state::expired:
      return language.say("Not confirmed in time");
  }
  return "";
}

std::string attendance_words(words const& language, attendance attends) {
  switch (attends) {
    case attendance::not_asked:
      return language.say("Not asked yet");
    case attendance::asked:
      return language.say("Asked, no answer yet");
    case attendance::confirmed:
      return language.say("Confirmed: will come");
  }
  return "";
}

std::string editor_words(words const& language, std::optional<editor> const& choice) {
  if (!choice) return language.say("Not said");
  return *choice == editor::own_machine ? language.say("On their own machine, with a shared screen")
                                        : language.say("In a shared editor");
}

std::string presence_words(words const& language, std::optional<presence> const& report) {
  if (!report) return language.say("nothing said");
  switch (*report) {
    case presence::came:
      return language.say("came");
    case presence::did_not_come:
      return language.say("did not come");
    case presence::trouble:
      return language.say("had trouble with power or connection");
  }
  return "";
}

std::string party_words(words const& language, party by) {
  switch (by) {
    case party::candidate:
      return language.say("the candidate");
    case party::volunteer:
      return language.say("the volunteer");
    case party::organizer:
      return language.say("the organizer");
    case party::system:
      return language.say("the programme");
  }
  return "";
}

std::vector<view> report_views(words const& language, booking const& b) {
  std::vector<view> reports;
  for (auto const& r : b.presence_reports)
    reports.push_back({{"by", party_words(language, r.by)},
                       {"by_volunteer", r.by == party::volunteer},
                       {"candidate", presence_words(language, r.candidate)},
                       {"volunteer", presence_words(language, r.volunteer)}});
  return reports;
}

view times_of(page_call const& c, booking const& b) {
  time_text const times(c.language);
  auto const span = [&](std::string const& zone) { return times.full(zoned(b.start, zone), zoned(b.end, zone)); };
  return {{"volunteer_time", span(b.agreed.volunteer_zone)}, {"candidate_time", span(b.candidate.zone)}};
}

// Whether each form is shown; the use case decides again.
view possible_now(booking const& b, instant now) {
  bool const cancel = may_cancel(b, now).has_value() && b.state != booking_state::cancelled;
  return {{"can_cancel", cancel},
          {"can_change_place", may_change_place(b, now).has_value()},
          {"can_be_late", may_tell_running_late(b, now).has_value()},
          {"can_report", may_report_presence(b, now).has_value()},
          {"would_be_late", would_be_late(b, now)}};
}

view preparation_view(words const& language, booking const& b, std::optional<interview_type> const& type) {
  auto answers = answer_views(language, b, type ? &*type : nullptr);
  auto const& p = b.prepared;
  return {{"goal", p.goal},
          {"programming_language", p.programming_language.value_or(language.say("Any, agreed in the interview"))},
          {"editor", editor_words(language, p.editor_choice)},
          {"format", format_words(language, p.format)},
          {"accessibility", p.accessibility},
          {"answers", std::move(answers)}};
}

view place_view(booking const& b) {
  return {{"meeting_url", b.meeting_url}, {"editor_url", b.editor_url}};
}

view cancellation_view(words const& language, booking const& b) {
  if (!b.cancelled) return {{"cancelled_by", ""}, {"cancelled_by_volunteer", false}, {"cancel_message", ""}};
  bool const by_volunteer = b.cancelled->by == party::volunteer;
  return {{"cancelled_by", by_volunteer ? std::string() : party_words(language, b.cancelled->by)},
          {"cancelled_by_volunteer", by_volunteer},
          {"cancel_message", b.cancelled->message}};
}

}  // namespace

view interview_view(page_call const& c, store& s, booking const& b, instant now) {
  auto const type = storage::find_interview_type(s.db(), b.interview_type);
  auto const volunteer = storage::find(s.db(), b.volunteer);
  view shown{{"url", link_to("/volunteer/interviews/" + b.id.text)},
             {"id", b.id.text},
             {"interview", type ? type->title : b.interview_type},
             {"candidate", b.candidate.name},
             {"volunteer", volunteer ? volunteer->name : std::string()},
             {"state", state_words(c.language, state_by_now(b, now))},
             {"volunteer_missed", state_by_now(b, now) == booking_state::volunteer_no_show},
             {"attendance", attendance_words(c.language, b.attends)},
             {"undeliverable", b.undeliverable},
             {"open", is_open(state_by_now(b, now))}};
  auto reports = report_views(c.language, b);
  shown.merge(times_of(c, b)).merge(preparation_view(c.language, b, type)).merge(place_view(b));
  shown.merge(cancellation_view(c.language, b)).merge(possible_now(b, now));
  return shown.set("reports", std::move(reports));
}

std::string interview_title(page_call const& c, store& s, booking const& b) {
  auto const type = storage::find_interview_type(s.db(), b.interview_type);
  return c.say("{interview} with {candidate}",
               {{"interview", type ? type->title : b.interview_type}, {"candidate", b.candidate.name}});
}

}  // namespace rehearse
