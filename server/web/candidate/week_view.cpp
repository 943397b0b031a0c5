#include "server/web/candidate/week_view.hpp"

#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr auto night_begins = 22h;
constexpr auto night_ends = 7h;

using times = std::vector<opening>;

class week {
 public:
  week(time_zone const& zone, words const& language, instant now)
      : zone_(zone), language_(language), text_(language), now_(zone.to_wall_clock(now)) {}

  std::vector<view> days_of(times const& all, bool at_night) {
    std::vector<view> days;
    for (auto first = all.begin(); first != all.end();) {
      auto const day = zone_.date_of(first->start);
      auto const last = std::find_if(first, all.end(), [&](opening const& o) { return zone_.date_of(o.start) != day; });
      days.push_back(day_view({first, last}, at_night));
      first = last;
    }
    return days;
  }

 private:
  std::string city() const { return language_.isolated(city_name(zone_.name(), language_)); }

  std::string offset_of(opening const& o) const { return offset_text(zone_.offset_at(o.start).from_utc); }

  view day_view(times const& all, bool at_night) {
    auto const differs = [&](opening const& o) { return offset_of(o) != offset_of(all.front()); };
    bool const one_offset = std::ranges::none_of(all, differs);
    std::vector<view> slots;
    for (auto const& o : all) slots.push_back(slot_view(o, one_offset));
    return {{"day_id", "d" + std::to_string(++days_)},
            {"day", text_.day(zone_.to_wall_clock(all.front().start), now_)},
            {"note", note_of(one_offset ? offset_of(all.front()) : "", at_night)},
            {"slots", std::move(slots)}};
  }

  // "UTC+01:00, Lagos": with the day and the time it is what a screen reader says of each time. `offset`: of the whole
  // day; empty: each time says its own.
  std::string note_of(std::string const& offset, bool at_night) const {
    auto const zone = offset.empty() || offset == zone_.name() ? city() : offset + ", " + city();
    return at_night ? language_.say("{zone}, your night", {{"zone", zone}}) : zone;
  }

  // The first radio button of the page is the one where a browser says that one must be chosen.
  view slot_view(opening const& o, bool one_offset) {
    bool const first = slots_ == 0;
    return {{"slot_id", "t" + std::to_string(++slots_)},
            {"start", to_text(o.start)},
            {"time", text_.time(zone_.to_wall_clock(o.start))},
            {"offset", one_offset ? "" : offset_of(o)},
            {"first", first}};
  }

  time_zone const& zone_;
  words const& language_;
  time_text text_;
  wall_clock now_;
  int days_ = 0, slots_ = 0;
};

std::string night_title(words const& language, std::size_t count) {
  time_text const text(language);
  return language.plural("Your night ({from}–{to}): {count} time", "Your night ({from}–{to}): {count} times",
                         static_cast<int>(count),
                         {{"from", text.time(wall_clock{night_begins})}, {"to", text.time(wall_clock{night_ends})}});
}

}  // namespace

bool is_night(wall_clock start) {
  auto const of_day = start - date::floor<date::days>(start);
  return of_day >= night_begins || of_day < night_ends;
}

std::string week_title(words const& language, local_date first, local_date last, local_date today) {
  time_text const text(language);
  auto const named = [&](local_date day) { return text.short_day(wall_clock{day}, wall_clock{today}); };
  if (first == last) return named(first);
  return language.say("{first} to {last}", {{"first", named(first)}, {"last", named(last)}});
}

view week_view(times const& all, time_zone const& zone, words const& language, instant now) {
  auto waking = all;
  auto const night =
      std::ranges::stable_partition(waking, [&](opening const& o) { return !is_night(zone.to_wall_clock(o.start)); });
  times const at_night(night.begin(), night.end());
  waking.erase(night.begin(), night.end());
  week shown(zone, language, now);
  auto days = shown.days_of(waking, false);
  auto nights = shown.days_of(at_night, true);
  return {{"is_empty", all.empty()},         {"days", std::move(days)},
          {"has_days", !waking.empty()},     {"nights", std::move(nights)},
          {"has_nights", !at_night.empty()}, {"night_title", night_title(language, at_night.size())}};
}

}  // namespace rehearse
