// Moving a booking: of manage_booking.hpp.
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/candidate_limits.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/booking_terms.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/over_limit.hpp"
#include "scheduler/use_cases/refusals.hpp"
#include "scheduler/use_cases/slot_choice.hpp"

namespace rehearse {
namespace {

constexpr std::size_t most_alternatives = 3;

// The question of slot_grid for moving: the length that was agreed, and the booking's own time as if it were free.
slot_question question_of_moving(slot_facts const& facts, booking const& b, instant now) {
  interview_type agreed;
  agreed.id = b.interview_type;
  agreed.duration = duration_of(b);
  auto question = question_about(facts, agreed, now);
  question.moving = b.id;
  return question;
}

shared_facts facts_of(store& s, booking const& b, start_range const& in) {
  return slot_facts_of(s, b.volunteer, in.from, in.to);
}

refusal not_free() {
  return refused(errc::slot_unavailable, "The interview cannot be moved to this start.");
}

bool candidate_is_elsewhere(store& s, booking const& b, instant start, instant now) {
  auto theirs = storage::candidate_bookings(s.db(), b.candidate.email, start - longest_interview, now);
  std::erase_if(theirs, [&](candidate_booking const& other) { return other.id == b.id; });
  return overlaps(theirs, start, start + duration_of(b));
}

void move_to(booking& b, instant start, availability const& published, party by) {
  b.end = start + duration_of(b);
  b.start = start;
  b.agreed = agreed_time_of(b, published);
  b.attends = attendance::not_asked;
  ++b.sequence;
  // What an organizer moves is not the candidate's doing.
  if (by == party::candidate) ++b.reschedules;
}

void tell_of_move(store& s, booking const& b, instant old_start, party by, instant now) {
  drop_mails_of_the_old_time(s, b, now);
  notice what{mail_kind::rescheduled, party::candidate, {}, is_soon(std::min(b.start, old_start), now), {}};
  what.detail = {{"by", name_of(by)}, {"old_start", to_text(old_start)}};
  tell_both_and_plan_reminders(s, b, what, now);
}

}  // namespace

result<booking> reschedule_booking(store& s, caller const& who, reschedule_request const& asked, instant now) {
  auto found = booking_for(s, who, asked.booking);
  if (!found) return found.error();
  auto& b = found->it;
  bool const is_there = asked.start == b.start && b.state == booking_state::confirmed;
  if (is_there && found->by != party::volunteer) return as_of(std::move(b), now);  // a button pressed twice
  if (auto may = may_reschedule(b, found->by, now); !may) return may.error();
  if (asked.start > last_instant - duration_of(b)) return invalid("/start", "must not be after 2036");

  storage::lock_candidate(s.db(), b.candidate.email);
  if (candidate_is_elsewhere(s, b, asked.start, now)) {
    return over_limit(s, limit_reached::overlap, b.rules, b.candidate, now);
  }

  storage::lock_volunteer(s.db(), b.volunteer);
  auto const facts = facts_of(s, b, {asked.start, asked.start + 1s});
  if (!is_free_slot(question_of_moving(*facts, b, now), asked.start)) return not_free();
  auto const old_start = b.start;
  move_to(b, asked.start, facts->published, found->by);
  storage::remove_occupations_of(s.db(), b.id);
  if (!occupy(s, b, facts->published, now)) return not_free();  // and nothing was moved
  save(s, b, {who, found->by, "rescheduled", "booking.reschedule"}, now);
  tell_of_move(s, b, old_start, found->by, now);
  return std::move(b);
}

std::vector<alternative> alternatives_to(store& s, caller const& who, reschedule_request const& asked, instant now) {
  std::vector<alternative> offered;
  auto const found = booking_for(s, who, asked.booking);
  if (!found) return offered;
  auto const& b = found->it;
  for (auto const& in : {days_around(asked.start, now), all_days(now)}) {
    auto const facts = facts_of(s, b, in);
    for (auto const& free : nearest_slots(question_of_moving(*facts, b, now), in, asked.start, most_alternatives + 1)) {
      bool const is_where_it_is = free.start == b.start;
      if (!is_where_it_is && offered.size() < most_alternatives)
        offered.push_back({free.start, free.end, facts->who.id, facts->who.name});
    }
    if (!offered.empty()) break;
  }
  return offered;
}

result<std::vector<slot>> slots_to_move_to(store& s, caller const& who, booking_id const& id, instant from, instant to,
                                           instant now) {
  auto const found = booking_for(s, who, id);
  if (!found) return found.error();
  if (auto may = may_reschedule(found->it, found->by, now); !may) return may.error();
  auto const facts = facts_of(s, found->it, {from, to});
  auto slots = free_slots(question_of_moving(*facts, found->it, now), from, to);
  std::erase_if(slots, [&](slot const& free) { return free.start == found->it.start; });
  return slots;
}

}  // namespace rehearse
