#include "server/web/candidate/openings.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr auto furthest_horizon = date::days{731};

opening opening_of(pool_slot const& slot) {
  opening o{slot.start, slot.end, slot.volunteer_count, {}};
  if (slot.volunteer_count == 1) o.only = slot.volunteers.front();
  return o;
}

}  // namespace

wanted wanted_of(slug type, form const& said) {
  wanted w;
  w.type = std::move(type);
  if (auto const id = said.value("volunteer"); !id.empty()) w.volunteer = volunteer_id{id};
  w.asked.language = said.value("language");
  w.asked.topic = said.value("topic");
  w.asked.spoken = said.value("spoken");
  w.asked.wants_editor = editor_named(said.value("editor"));
  w.zone = time_zone::find(said.value("zone"));
  w.from = read_date(said.value("from"));
  w.start = read_instant(said.value("start"));
  if (w.from && instant{w.from->time_since_epoch()} > last_instant - furthest_horizon) w.from = {};
  if (w.start && *w.start > last_instant) w.start = {};
  return w;
}

result<std::vector<opening>> openings(store& s, caller const& who, wanted const& w, instant from, instant to,
                                      instant now) {
  std::vector<opening> all;
  if (w.volunteer) {
    auto const found = list_slots(s, who, {*w.volunteer, w.type, from, to}, now);
    if (!found) return found.error();
    for (auto const& slot : found->slots) all.push_back({slot.start, slot.end, 1, {}});
    return all;
  }
  auto const found = list_pool_slots(s, {w.type, w.asked, from, to, w.zone ? w.zone->name() : "", 1}, now);
  if (!found) return found.error();
  for (auto const& slot : found->slots) all.push_back(opening_of(slot));
  return all;
}

std::optional<opening> opening_after(store& s, caller const& who, wanted const& w, instant from, instant now) {
  if (w.volunteer) {
    auto const found = openings(s, who, w, from, std::min(from + furthest_horizon, last_instant), now);
    if (!found || found->empty()) return std::nullopt;
    return found->front();
  }
  auto const found = next_opening(s, w.type, w.asked, from, now);
  if (!found || !*found) return std::nullopt;
  return opening_of(**found);
}

}  // namespace rehearse
