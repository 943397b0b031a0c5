#include "scheduler/use_cases/slot_choice.hpp"

#include "scheduler/rules/fair_choice.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr auto near_enough = date::days{14};
constexpr auto furthest_horizon = date::days{732};  // 730, and the day that the zones may differ by

constexpr int most_misses = 8;  // of copies that are old: then the tables are asked about everybody

std::vector<contender> contenders_of(store& s, std::vector<shared_facts> const& all, instant now) {
  std::vector<volunteer_id> ids;
  for (auto const& facts : all) ids.push_back(facts->who.id);
  return storage::contenders(s.db(), ids, now);
}

// Whoever was read before the lock has not changed since: every write about a volunteer's time changes their row, and
// the transaction that finds it changed is begun anew.
shared_facts free_now(store& s, volunteer const& who, instant start, interview_type const& type, instant now) {
  storage::lock_volunteer(s.db(), who.id);
  auto facts = storage::read_slot_facts(s.db(), who, start, start + 1s);
  return is_free_slot(question_about(*facts, type, now), start) ? facts : nullptr;
}

// Who among all of them suits and is free, and has the first turn. They may be copies: the tables have the last word.
shared_facts fairest_free(store& s, std::vector<shared_facts> all, book_slot_request const& asked,
                          interview_type const& type, instant now) {
  std::erase_if(all, [&](shared_facts const& f) {
    return !suits(f->who, asked) || !is_free_slot(question_about(*f, type, now), asked.start);
  });
  auto contenders = contenders_of(s, all, now);
  for (int misses = 0; !contenders.empty() && misses < most_misses; ++misses) {
    auto const first = contenders.begin() + static_cast<std::ptrdiff_t>(fairest(contenders));
    auto const who = storage::find(s.db(), first->id);
    auto const facts = who && suits(*who, asked) ? free_now(s, *who, asked.start, type, now) : nullptr;
    if (facts) return facts;
    contenders.erase(first);
  }
  return nullptr;
}

auto distance(instant a, instant b) {
  return a < b ? b - a : a - b;
}

}  // namespace

named_in::named_in(store& s, book_slot_request const& asked)
    : type(storage::find_interview_type(s.db(), asked.interview_type)) {
  if (asked.volunteer) who = storage::find(s.db(), *asked.volunteer);
}

bool suits(volunteer const& who, book_slot_request const& asked) {
  auto const& [language, choice] = std::tie(asked.prepared.programming_language, asked.prepared.editor_choice);
  return fits(who, asked.asked) && (!language || takes_language(who, *language)) && (!choice || offers(who, *choice));
}

// To read everybody would hold up all other writes: those are asked first whom some read found free.
shared_facts volunteer_for(store& s, book_slot_request const& asked, named_in const& named, instant now) {
  if (named.who) return free_now(s, *named.who, asked.start, *named.type, now);
  if (auto known = known_facts_of_active(s, asked.start, asked.start + 1s))
    if (auto chosen = fairest_free(s, std::move(*known), asked, *named.type, now)) return chosen;
  return fairest_free(s, slot_facts_of_active(s, asked.start, asked.start + 1s), asked, *named.type, now);
}

start_range days_around(instant wanted, instant now) {
  auto const from = std::max(now, wanted - near_enough);
  return {from, std::min(std::max(from, wanted) + near_enough, last_instant)};
}

start_range all_days(instant now) {
  return {now, std::min(now + furthest_horizon, last_instant)};
}

std::vector<slot> nearest_slots(slot_question const& question, start_range const& in, instant wanted,
                                std::size_t most) {
  auto slots = free_slots(question, in.from, in.to);
  std::stable_sort(slots.begin(), slots.end(),
                   [&](slot const& a, slot const& b) { return distance(a.start, wanted) < distance(b.start, wanted); });
  if (slots.size() > most) slots.resize(most);
  return slots;
}

}  // namespace rehearse
