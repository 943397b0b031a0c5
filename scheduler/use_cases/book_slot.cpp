#include "scheduler/use_cases/book_slot.hpp"

#include "scheduler/rules/address.hpp"
#include "scheduler/rules/candidate_limits.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/limits_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/booking_form.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/booking_terms.hpp"
#include "scheduler/use_cases/refusals.hpp"
#include "scheduler/use_cases/slot_choice.hpp"

namespace rehearse {
namespace {

constexpr auto longest_interview = hours{8};

// What a volunteer who was named must offer; without one the same filters (slot_choice).
void look_at_volunteer(book_slot_request const& asked, volunteer const& who, field_errors& found) {
  look_at_editor(asked.prepared.editor_choice, who, found);
  look_at_language(asked.prepared.programming_language, who, found);
  if (!fits(who, asked.asked)) found.push_back({"/match", "does not fit the volunteer who was named: leave one out"});
}

field_errors mistakes_in(book_slot_request const& asked, interview_type const& type,
                         std::optional<volunteer> const& named) {
  field_errors found;
  if (asked.start > last_instant - type.duration) found.push_back({"/start", "must not be after 2036"});
  look_at_zone(asked.candidate.zone, found);
  look_at_address(asked.candidate.email, found);
  look_at_answers(asked.prepared.answers, type, found);
  if (named) look_at_volunteer(asked, *named, found);
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

struct explained {
  std::string_view reason;
  int count = 1;
  date::days within{0};
};
explained explained_by(limit_reached limit, policy const& rules) {
  switch (limit) {
    case limit_reached::max_open_bookings:
      return {"open_bookings", *rules.max_open_bookings};
    case limit_reached::max_bookings:
      return {"bookings", rules.max_bookings->count, rules.max_bookings->within};
    case limit_reached::overlap:
      return {"overlap"};
  }
  return {};
}

boost::json::object explanation_of(limit_reached limit, policy const& rules, candidate_details const& candidate) {
  auto const why = explained_by(limit, rules);
  return {{"reason", why.reason},
          {"count", why.count},
          {"within_days", static_cast<std::int64_t>(why.within.count())},
          {"name", candidate.name},
          {"locale", candidate.locale},
          {"zone", candidate.zone}};
}

// Says the same whatever the reason, so that a stranger learns nothing of an address; its owner is told by mail.
refusal over_limit(store& s, boost::json::object explanation, std::string const& address, instant now) {
  if (storage::may_explain_limit(s.db(), address, now)) {
    tell_address(s, {mail_kind::limit_explained, address, std::move(explanation)}, now);
  }
  auto refusal = refused(errc::booking_limit,
                         "No more interviews can be booked with this address for now. The reason, and how to reach a "
                         "person, was sent to it by mail.");
  refusal.keeps_writes = true;
  return refusal;
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
  field_errors found;
  std::optional<volunteer> named;
  if (asked.volunteer && !(named = storage::find(s.db(), *asked.volunteer)))
    found.push_back({"/volunteer_id", "must be the id of a volunteer"});
  if (auto const type = storage::find_interview_type(s.db(), asked.interview_type))
    add_further(found, mistakes_in(asked, *type, named));
  else
    found.push_back({"/interview_type", "must be the id of an interview type"});
  return found;
}

result<booking> book_slot(store& s, book_slot_request const& sent, instant now) {
  auto asked = sent;
  asked.candidate.email = normal_address(sent.candidate.email);
  auto const type = storage::find_interview_type(s.db(), asked.interview_type);
  if (!type) return no_such_type();
  std::optional<volunteer> named;
  if (asked.volunteer && !(named = storage::find(s.db(), *asked.volunteer))) return no_such_volunteer();
  if (auto found = mistakes_in(asked, *type, named); !found.empty()) return invalid(std::move(found));
  auto const terms = policy_for(s, *type);
  if (auto const limit = limit_reached_by(s, asked, type->duration, terms.rules, now)) {
    return over_limit(s, explanation_of(*limit, terms.rules, asked.candidate), asked.candidate.email, now);
  }
  auto const facts = volunteer_for(s, asked, *type, now);
  if (!facts) return not_free();

  auto b = booking_of(asked, *type, *facts, terms, now);
  b.id = s.make_id<booking_id>();
  give_place(s, b, facts->who);
  storage::insert(s.db(), b);
  if (!occupy(s, b, facts->published, now)) return not_free();  // and the row goes with it
  tell_of_new(s, b, now);
  note(s, candidate_of{b.id}, "booking.book", {b.id.text, b.volunteer.text}, now);
  return b;
}

}  // namespace rehearse
