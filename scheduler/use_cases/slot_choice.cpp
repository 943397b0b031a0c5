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

std::vector<shared_facts> free_volunteers(store& s, book_slot_request const& asked, interview_type const& type,
                                          instant now) {
  auto all = slot_facts_of_active(s, asked.start, asked.start + 1s);
  std::erase_if(all, [&](shared_facts const& f) {
    return !suits(f->who, asked) || !is_free_slot(question_about(*f, type, now), asked.start);
  });
  return all;
}

shared_facts fairest_of(store& s, std::vector<shared_facts> const& all, instant now) {
  if (all.empty()) return nullptr;
  if (all.size() == 1) return all.front();
  std::vector<volunteer_id> ids;
  for (auto const& facts : all) ids.push_back(facts->who.id);
  auto const contenders = storage::contenders(s.db(), ids, now);
  return all[fairest(contenders)];
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

// Whoever was read before the lock has not changed since: the transaction that finds it otherwise is begun anew.
shared_facts volunteer_for(store& s, book_slot_request const& asked, named_in const& named, instant now) {
  if (!named.who) {
    auto chosen = fairest_of(s, free_volunteers(s, asked, *named.type, now), now);
    if (chosen) storage::lock_volunteer(s.db(), chosen->who.id);
    return chosen;
  }
  storage::lock_volunteer(s.db(), named.who->id);
  auto facts = storage::read_slot_facts(s.db(), *named.who, asked.start, asked.start + 1s);
  if (!is_free_slot(question_about(*facts, *named.type, now), asked.start)) return nullptr;
  return facts;
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
