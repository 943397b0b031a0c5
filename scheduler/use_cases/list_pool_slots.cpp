#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/slot_facts.hpp"
#include "scheduler/use_cases/list_slots.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>
#include <span>

namespace rehearse {
namespace {

using names = std::vector<std::string>;

bool contains(names const& all, std::string const& name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

// Browsers say Asia/Calcutta where people say Asia/Kolkata: a zone is welcome by any of its names.
names names_of_zone(std::string const& name) {
  for (auto const& zone : all_zones()) {
    if (zone.name != name && !contains(zone.aliases, name)) continue;
    auto every = zone.aliases;
    every.push_back(zone.name);
    return every;
  }
  return {};
}

bool welcomes(slot_facts const& facts, names const& zone) {
  auto const& welcome = facts.published.welcome_zones;
  return std::find_first_of(welcome.begin(), welcome.end(), zone.begin(), zone.end()) != welcome.end();
}

// Those who can be asked at all, in the order in which they are named: who welcomes the zone first, then by name.
std::vector<shared_facts> contenders_for(store& s, pool_request const& asked, instant now) {
  auto all = slot_facts_of_active(s, std::max(asked.from, now), asked.to);
  std::erase_if(all, [&](shared_facts const& f) { return !gives(f->who, asked.type) || !fits(f->who, asked.asked); });
  if (asked.candidate_zone.empty()) return all;
  auto const zone = names_of_zone(asked.candidate_zone);
  std::ranges::stable_partition(all, [&](shared_facts const& f) { return welcomes(*f, zone); });
  return all;
}

// Who is free at each minute of the range: counted, and the first of them remembered. No slot begins within a minute,
// since windows, steps and (in the years that are offered) the offsets of all zones are whole minutes.
class tally {
 public:
  tally(instant from, instant to, std::size_t most)
      : from_(date::floor<minutes>(from)), names_(most), counts_(static_cast<std::size_t>((to - from_) / 1min) + 1) {
    first_.resize(counts_.size() * names_);
  }

  void add(instant start, std::size_t who) { add_at((start - from_) / 1min, who); }
  void add(month_of_starts const& month, instant first, instant end, std::size_t who) {
    auto const shift = (month.from - from_) / 1min;
    for (auto const at : month.within(first, end)) add_at(shift + at, who);
  }

  // Calls each(start, how many, the first of them) in order of time.
  template <class Each>
  void for_each(Each each) const {
    for (std::size_t minute = 0; minute < counts_.size(); ++minute) {
      if (counts_[minute] == 0) continue;
      auto const named = std::min<std::size_t>(names_, static_cast<std::size_t>(counts_[minute]));
      each(from_ + minutes(minute), counts_[minute], std::span(first_).subspan(minute * names_, named));
    }
  }

 private:
  void add_at(long since_from, std::size_t who) {
    auto const minute = static_cast<std::size_t>(since_from);
    auto const place = static_cast<std::size_t>(counts_[minute]++);
    if (place < names_) first_[minute * names_ + place] = static_cast<std::uint32_t>(who);
  }

  instant from_;
  std::size_t names_;
  std::vector<int> counts_;
  std::vector<std::uint32_t> first_;
};

void count_one(tally& free, std::size_t who, slot_facts const& facts, slot_question const& question, stretch asked) {
  auto const month = facts.starts ? facts.starts->of(question, asked.from, asked.to) : nullptr;
  if (month) {
    auto const earliest = question.now + facts.published.min_notice;
    free.add(*month, std::max(asked.from, earliest), asked.to, who);
  } else {
    for (auto const& slot : free_slots(question, asked.from, asked.to)) free.add(slot.start, who);
  }
}

tally counted(std::vector<shared_facts> const& all, interview_type const& type, pool_request const& asked,
              instant now) {
  tally free(asked.from, asked.to, std::min(asked.names, all.size()));
  for (std::size_t who = 0; who < all.size(); ++who)
    count_one(free, who, *all[who], question_about(*all[who], type, now), {asked.from, asked.to});
  return free;
}

}  // namespace

result<pool_slots> list_pool_slots(store& s, pool_request const& asked, instant now) {
  auto type = storage::find_interview_type(s.db(), asked.type);
  if (!type) return no_such_type();
  auto const all = contenders_for(s, asked, now);
  pool_slots answer;
  counted(all, *type, asked, now).for_each([&](instant start, int count, std::span<std::uint32_t const> first) {
    auto& here = answer.slots.emplace_back(pool_slot{start, start + type->duration, count, {}});
    for (auto const who : first) here.volunteers.push_back({all[who]->who.id, all[who]->who.name});
  });
  answer.type = std::move(*type);
  answer.same_until = same_slots_until(all, now);
  return answer;
}

result<std::optional<pool_slot>> next_opening(store& s, slug const& type_id, match const& asked, instant from,
                                              instant now) {
  auto const type = storage::find_interview_type(s.db(), type_id);
  if (!type) return no_such_type();
  pool_request const everything{type_id, asked, from, last_instant, "", 0};
  std::optional<instant> first;
  for (auto const& facts : contenders_for(s, everything, now))
    if (auto const free = next_free_slot(question_about(*facts, *type, now), from))
      first = std::min(first.value_or(free->start), free->start);
  if (!first) return std::optional<pool_slot>();
  // Asked again for that one instant, so that it is answered as the list would.
  auto const there = list_pool_slots(s, {type_id, asked, *first, *first + 1s, "", 3}, now);
  return std::optional<pool_slot>(there.value().slots.at(0));
}

}  // namespace rehearse
