#include "scheduler/use_cases/book_slot.hpp"

#include "scheduler/rules/address.hpp"
#include "scheduler/rules/candidate_limits.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/programme_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/booking_form.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/booking_terms.hpp"
#include "scheduler/use_cases/over_limit.hpp"
#include "scheduler/use_cases/refusals.hpp"
#include "scheduler/use_cases/slot_choice.hpp"

namespace rehearse {
namespace {

// What a volunteer who was named must offer; without one the same filters (slot_choice).
void look_at_volunteer(book_slot_request const& asked, volunteer const& who, field_errors& found) {
  look_at_editor(asked.prepared.editor_choice, who, found);
  look_at_language(asked.prepared.programming_language, who, found);
  auto other_wishes = asked.asked;
  other_wishes.wants_editor.reset();  // look_at_editor has said it
  if (!fits(who, other_wishes)) found.push_back({"/match", "does not fit the volunteer who was named: leave one out"});
}

field_errors mistakes_in(book_slot_request const& asked, named_in const& named) {
  field_errors found;
  if (!named.type) found.push_back({"/interview_type", "must be the id of an interview type"});
  if (asked.volunteer && !named.who) found.push_back({"/volunteer_id", "must be the id of a volunteer"});
  if (!named.type) return found;
  if (asked.start > last_instant - named.type->duration) found.push_back({"/start", "must not be after 2036"});
  look_at_zone(asked.candidate.zone, found);
  look_at_address(asked.candidate.email, found);
  look_at_answers(asked.prepared.answers, *named.type, found);
  if (named.who) look_at_volunteer(asked, *named.who, found);
  return found;
}

std::optional<limit_reached> limit_reached_by(store& s, book_slot_request const& asked, minutes duration,
                                              policy const& rules, instant now) {
  auto since = now - longest_interview;
  if (rules.max_bookings) since = std::min(since, asked.start - rules.max_bookings->within);
  auto const theirs = storage::candidate_bookings(s.db(), asked.candidate.email, since, now);
  if (overlaps(theirs, asked.start, asked.start + duration)) return limit_reached::overlap;
  return limit_broken_by(rules, theirs, asked.start, now);
}

refusal not_free() {
  return refused(errc::slot_unavailable, "This start cannot be booked.");
}

void make_state(booking& b, instant now) {
  if (!b.rules.confirm_email) return;
  b.state = booking_state::pending;
  b.held_until = std::min(now + b.rules.hold, b.start);
}

booking booking_of(book_slot_request const& asked, interview_type const& type, slot_facts const& facts,
                   named_policy const& terms, instant now) {
  booking b;
  b.revision = 1;
  b.reference = asked.reference;
  b.interview_type = type.id;
  b.start = asked.start;
  b.end = asked.start + type.duration;
  b.volunteer = facts.who.id;
  b.candidate = asked.candidate;
  b.agreed = agreed_time_of(b, facts.published);
  b.prepared = asked.prepared;
  b.agreed_to = asked.agreed_to;
  b.policy_id = terms.id;
  b.rules = terms.rules;
  b.made_at = now;
  b.history = {{now, party::candidate, "booked"}};
  make_state(b, now);
  return b;
}

void tell_of_new(store& s, booking const& b, instant now) {
  if (b.state == booking_state::pending) {
    tell(s, b, {mail_kind::address_confirmation, party::candidate, {}, true, {}}, now);
    return;
  }
  tell_confirmed(s, b, now);
}

}  // namespace

std::vector<field_error> further_mistakes(store& s, book_slot_request const& asked) {
  return mistakes_in(asked, named_in(s, asked));
}

result<booking> book_slot(store& s, book_slot_request const& sent, instant now) {
  auto asked = sent;
  asked.candidate.email = normal_address(sent.candidate.email);
  named_in const named(s, asked);
  if (auto found = mistakes_in(asked, named); !found.empty()) return invalid(std::move(found));
  auto const& type = named.type;
  auto const of = storage::find_programme(s.db());
  auto const terms = policy_for(s, *type, of);
  storage::lock_candidate(s.db(), asked.candidate.email);
  if (auto const limit = limit_reached_by(s, asked, type->duration, terms.rules, now)) {
    return over_limit(s, *limit, terms.rules, asked.candidate, now);
  }
  auto const facts = volunteer_for(s, asked, named, now);
  if (!facts) return not_free();

  auto b = booking_of(asked, *type, *facts, terms, now);
  b.id = s.make_id<booking_id>();
  give_place(s, b, facts->who, of);
  storage::insert(s.db(), b);
  if (!occupy(s, b, facts->published, now)) return not_free();  // and the row goes with it
  tell_of_new(s, b, now);
  note(s, candidate_of{b.id}, "booking.book", {b.id.text, b.volunteer.text}, now);
  return b;
}

}  // namespace rehearse
