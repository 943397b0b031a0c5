#include "scheduler/reminders/facts_of.hpp"

#include "notify/words/catalogue.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/mail_plan.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/programme_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"

#include <algorithm>

namespace rehearse {
namespace {

time_span span_in(booking const& b, std::string const& zone) {
  return {zoned(b.start, zone), zoned(b.end, zone)};
}

letter_editor editor_of(booking const& b) {
  if (!b.prepared.editor_choice) return letter_editor::not_said;
  return *b.prepared.editor_choice == editor::own_machine ? letter_editor::own_machine : letter_editor::shared_editor;
}

person_facts candidate_of_booking(booking const& b) {
  return {b.candidate.name, b.candidate.email, b.candidate.locale, span_in(b, b.candidate.zone)};
}

person_facts volunteer_of_booking(booking const& b, std::optional<storage::addressee> const& v) {
  if (!v) return {"", "", "en", span_in(b, b.agreed.volunteer_zone)};
  return {v->name, v->email, v->locale, span_in(b, b.agreed.volunteer_zone)};
}

std::string token_url(store& s, std::string const& url_so_far, booking const& b, token_purpose purpose,
                      int generation) {
  return in_language(url_so_far + link_token(s.secret(), {purpose, b.id.text, generation}), b.candidate.locale);
}

}  // namespace

std::string in_language(std::string const& url, std::string_view locale) {
  return url + (url.find('?') == url.npos ? "?" : "&") + "lang=" + words(locale).locale();
}

zoned_time zoned(instant when, time_zone const& zone) {
  return {zone.to_wall_clock(when), zone.offset_at(when).from_utc, zone.name()};
}

zoned_time zoned(instant when, std::string const& zone) {
  auto const known = time_zone::find(zone);
  return zoned(when, known ? *known : *time_zone::find("UTC"));
}

letter_side side_of(party p) {
  switch (p) {
    case party::candidate:
      return letter_side::candidate;
    case party::volunteer:
      return letter_side::volunteer;
    default:
      return letter_side::organizer;
  }
}

policy_facts policy_facts_of(booking const& b) {
  policy_facts p;
  p.start = zoned(b.start, b.candidate.zone);
  p.cancel_until = zoned(cancel_until(b), b.candidate.zone);
  p.cancel_before = b.rules.cancel_until;
  p.move_until = zoned(reschedule_until(b), b.candidate.zone);
  p.move_before = b.rules.reschedule_until;
  p.late_from_the_start = cancel_until(b) <= agreed_at(b);
  p.too_soon_to_move = reschedule_until(b) <= agreed_at(b);
  p.moves_left = std::max(0, b.rules.max_reschedules - b.reschedules);
  for (auto const& r : reminders_that_come(b)) {
    if (!r.to.candidate) continue;
    p.reminders.push_back(r.before);
    p.asks_attendance = p.asks_attendance || r.ask_attendance;
  }
  if (auto const& n = b.rules.no_show)
    p.no_show = no_show_facts{n->limit, static_cast<int>(n->within.count()), static_cast<int>(n->pause.count())};
  return p;
}

programme_facts programme_facts_of(programme const& p, sender_facts const& sender) {
  return {p.name, {p.name, sender.from_address}, p.contact, p.locale, sender.public_url};
}

booking_facts booking_facts_of(store& s, booking const& b, sender_facts const& sender, instant now) {
  auto const type = storage::find_interview_type(s.db(), b.interview_type);
  booking_facts f;
  f.uid = b.id.text + "@" + storage::domain_of(s.db());
  f.sequence = b.sequence;
  f.cancelled = b.state == booking_state::cancelled;
  f.interview = type ? type->title : b.interview_type;
  f.duration = std::chrono::duration_cast<minutes>(b.end - b.start);
  f.start = b.start;
  f.end = b.end;
  f.made_at = b.made_at;
  f.changed_at = b.history.empty() ? now : b.history.back().at;
  f.candidate = candidate_of_booking(b);
  f.volunteer = volunteer_of_booking(b, storage::addressee_of(s.db(), b.volunteer));
  f.meeting_url = b.meeting_url;
  f.editor_url = b.editor_url;
  f.editor = editor_of(b);
  f.programming_language = b.prepared.programming_language;
  f.goal = b.prepared.goal;
  f.format = b.prepared.format;
  f.accessibility_note = !b.prepared.accessibility.empty();
  if (type) std::ranges::transform(type->criteria, std::back_inserter(f.criteria), &criterion::title);
  f.policy = policy_facts_of(b);
  f.may_move = may_reschedule(b, party::candidate, now).has_value();
  f.manage_url = manage_url_of(s, b, sender.public_url);
  f.interview_url = in_language(sender.public_url + "/volunteer/interviews/" + b.id.text, f.volunteer.locale);
  f.book_url = in_language(sender.public_url + "/book/" + b.interview_type, f.candidate.locale);
  f.programme = programme_facts_of(storage::find_programme(s.db()), sender);
  return f;
}

std::string manage_url_of(store& s, booking const& b, std::string const& public_url) {
  return token_url(s, public_url + "/b/", b, token_purpose::manage, b.token_generation);
}

std::string confirm_url_of(store& s, booking const& b, std::string const& public_url) {
  return token_url(s, public_url + "/confirm/", b, token_purpose::confirm_address, b.confirm_generation);
}

std::string new_address_url_of(store& s, booking const& b, std::string const& public_url) {
  return token_url(s, public_url + "/new-address/", b, token_purpose::change_address, b.confirm_generation);
}

}  // namespace rehearse
