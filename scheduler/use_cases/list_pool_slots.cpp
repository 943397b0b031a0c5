#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/use_cases/list_slots.hpp"
#include "scheduler/use_cases/refusals.hpp"
#include "scheduler/use_cases/slot_facts.hpp"

#include <algorithm>
#include <tuple>

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

// Those who can be asked at all, in the order in which they are named.
std::vector<slot_facts> contenders_for(store& s, pool_request const& asked) {
  auto all = slot_facts_of_active(s, asked.from, asked.to);
  std::erase_if(all, [&](slot_facts const& f) { return !gives(f.who, asked.type) || !fits(f.who, asked.asked); });
  auto const zone = asked.candidate_zone.empty() ? names{} : names_of_zone(asked.candidate_zone);
  auto const place = [&](slot_facts const& f) {
    return std::tuple(!welcomes(f, zone), std::string_view(f.who.name), std::string_view(f.who.id.text));
  };
  std::sort(all.begin(), all.end(), [&](auto const& a, auto const& b) { return place(a) < place(b); });
  return all;
}

struct offer {
  instant start;
  std::size_t by;  // the place among the contenders

  friend auto operator<=>(offer const&, offer const&) = default;
};

std::vector<offer> offers_of(std::vector<slot_facts> const& all, interview_type const& type, pool_request const& asked,
                             instant now) {
  std::vector<offer> offers;
  for (std::size_t by = 0; by < all.size(); ++by)
    for (auto const& free : free_slots(question_about(all[by], type, now), asked.from, asked.to))
      offers.push_back({free.start, by});
  std::sort(offers.begin(), offers.end());
  return offers;
}

volunteer_name name_of(slot_facts const& facts) {
  return {facts.who.id, facts.who.name};
}

}  // namespace

result<pool_slots> list_pool_slots(store& s, pool_request const& asked, instant now) {
  auto type = storage::find_interview_type(s.db(), asked.type);
  if (!type) return no_such_type();
  auto const all = contenders_for(s, asked);
  pool_slots answer;
  for (auto const& [start, by] : offers_of(all, *type, asked, now)) {
    if (answer.slots.empty() || answer.slots.back().start != start)
      answer.slots.push_back({start, start + type->duration, 0, {}});
    auto& here = answer.slots.back();
    ++here.volunteer_count;
    if (here.volunteers.size() < asked.names) here.volunteers.push_back(name_of(all[by]));
  }
  answer.type = std::move(*type);
  return answer;
}

result<std::optional<pool_slot>> next_opening(store& s, slug const& type_id, match const& asked, instant from,
                                              instant now) {
  auto const type = storage::find_interview_type(s.db(), type_id);
  if (!type) return no_such_type();
  pool_request const everything{type_id, asked, from, last_instant, "", 0};
  std::optional<instant> first;
  for (auto const& facts : contenders_for(s, everything))
    if (auto const free = next_free_slot(question_about(facts, *type, now), from))
      first = std::min(first.value_or(free->start), free->start);
  if (!first) return std::optional<pool_slot>();
  // Asked again for that one instant, so that it is answered as the list would.
  auto const there = list_pool_slots(s, {type_id, asked, *first, *first + 1s, "", 3}, now);
  return std::optional<pool_slot>(there.value().slots.at(0));
}

}  // namespace rehearse
