#include "server/web/volunteer/slots_preview.hpp"

#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/rules/slot_limits.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/publish_availability.hpp"
#include "server/web/volunteer/clock_notes.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr auto span_shown = date::days{28};
// Beyond that nobody reads them one by one; the number of all is said.
constexpr std::size_t most_shown = 300;

// "Mon 23 Nov, 18:00–19:00", with offset and place.
struct shown_time {
  std::string time, zone;
};

shown_time time_of(time_text const& times, slot const& free, std::string const& zone) {
  auto const start = zoned(free.start, zone);
  auto const end = zoned(free.end, zone);
  return {times.short_day(start.at) + ", " + times.time(start.at) + "–" + times.time(end.at), times.zone(start)};
}

struct week {
  local_date monday;
  std::vector<shown_time> yours, theirs;
};

// Offset and place stand above a column where they are those of the whole week, else at each time.
std::string zone_of_all(std::vector<shown_time> const& times) {
  auto const other = [&](shown_time const& each) { return each.zone != times.front().zone; };
  return std::ranges::any_of(times, other) ? "" : times.front().zone;
}

std::vector<view> row_views(week const& w) {
  auto const cell = [](shown_time const& t, std::string const& above) {
    return view{{"time", t.time}, {"zone", above.empty() ? t.zone : std::string()}};
  };
  auto const yours = zone_of_all(w.yours);
  auto const theirs = zone_of_all(w.theirs);
  std::vector<view> rows;
  for (std::size_t i = 0; i < w.yours.size(); ++i)
    rows.push_back({{"yours", cell(w.yours[i], yours)}, {"theirs", cell(w.theirs[i], theirs)}});
  return rows;
}

std::vector<week> weeks_of(page_call const& c, std::vector<slot> const& slots, preview_wish const& wish) {
  time_text const times(c.language);
  auto const home = time_zone::find(wish.hours.zone).value();
  std::vector<week> weeks;
  for (std::size_t i = 0; i < slots.size() && i < most_shown; ++i) {
    auto const monday = week_of(home.date_of(slots[i].start));
    if (weeks.empty() || weeks.back().monday != monday) weeks.push_back({monday, {}, {}});
    auto const length = std::chrono::duration_cast<minutes>(slots[i].end - slots[i].start);
    auto const zone = agreed_zone(wish.hours, length, slots[i].start);
    weeks.back().yours.push_back(time_of(times, slots[i], zone.name()));
    weeks.back().theirs.push_back(time_of(times, slots[i], wish.candidate_zone));
  }
  return weeks;
}

std::vector<view> week_views(page_call const& c, std::vector<week> const& weeks) {
  time_text const times(c.language);
  std::vector<view> views;
  for (auto const& w : weeks) {
    auto const day = times.short_day(wall_clock{w.monday.time_since_epoch()});
    auto const count = c.language.plural("{count} slot", "{count} slots", static_cast<long>(w.yours.size()));
    auto const title = c.say("Week of {day}: {slots}", {{"day", day}, {"slots", count}});
    views.push_back({{"week", "week-" + to_text(w.monday)},
                     {"title", title},
                     {"open", views.empty()},
                     {"your_zone", zone_of_all(w.yours)},
                     {"their_zone", zone_of_all(w.theirs)},
                     {"slots", row_views(w)}});
  }
  return views;
}

}  // namespace

view no_preview() {
  return {{"has_preview", false},
          {"preview_count", ""},
          {"preview_more", ""},
          {"preview_zone", ""},
          {"clock_notes", std::vector<std::string>{}},
          {"weeks", std::vector<view>{}}};
}

view preview_view(page_call const& c, store& s, caller const& who, preview_wish const& wish, instant now) {
  auto const slots = preview_slots(s, who, {wish.volunteer, wish.hours, wish.type, now, now + span_shown}, now);
  if (!slots) return no_preview();
  auto const count = static_cast<long>(slots->size());
  bool const nothing_typed = wish.hours.weekly.empty() && wish.hours.overrides.empty();
  auto const sentence = nothing_typed ? c.say("Nothing yet: tick a day and type from when to when")
                                      : c.language.plural("{count} slot in the next four weeks",
                                                          "{count} slots in the next four weeks", count);
  auto const more = slots->size() > most_shown
                        ? c.say("The first {number} are shown.", {{"number", std::to_string(most_shown)}})
                        : std::string();
  return {{"has_preview", true},
          {"preview_count", sentence},
          {"preview_more", more},
          {"preview_zone", city_name(wish.candidate_zone, c.language)},
          {"clock_notes", clock_notes(c.language, wish.hours, wish.candidate_zone, now, now + span_shown)},
          {"weeks", week_views(c, weeks_of(c, *slots, wish))}};
}

}  // namespace rehearse
