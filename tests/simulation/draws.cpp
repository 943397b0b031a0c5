// Random hours and policies: of year.hpp. Within what may be published, and wide enough that something can be booked.
#include "tests/simulation/year.hpp"

namespace rehearse::test {
namespace {

using date::days;

window draw_window(dice& chance) {
  auto const from = minutes{15 * chance.from(20, 92)};  // 05:00 to 23:00: some run past midnight
  return {from, from + minutes{15 * chance.from(8, 24)}};
}

weekly_rule draw_rule(dice& chance, local_date today) {
  weekly_rule rule;
  for (auto& day : rule.days) day = !chance.one_in(3);
  rule.days[static_cast<std::size_t>(chance.below(7))] = true;
  rule.hours = draw_window(chance);
  if (chance.one_in(6)) rule.starting = today + days{chance.from(1, 20)};
  if (chance.one_in(6)) rule.until = rule.starting.value_or(today) + days{chance.from(5, 60)};
  return rule;
}

// One behind the other, so that no two `replace` meet.
std::vector<availability_override> draw_overrides(dice& chance, local_date today) {
  std::vector<availability_override> all;
  auto from = today + days{chance.from(0, 4)};
  for (int i = chance.from(0, 3); i > 0; --i) {
    availability_override o;
    o.date = from;
    o.until = from + days{chance.from(1, 3)};
    o.mode = static_cast<override_mode>(chance.below(3));
    for (int k = chance.from(0, 2); k > 0; --k) o.windows.push_back(draw_window(chance));
    all.push_back(o);
    from = *o.until + days{chance.from(0, 6)};
  }
  return all;
}

std::vector<mail_rule> draw_distances(dice& chance, std::vector<int> const& choices) {
  std::vector<mail_rule> drawn;
  for (int const distance : choices) {
    if (chance.one_in(3)) continue;
    bool const one_side = chance.one_in(3), candidate = chance.one_in(2);
    drawn.push_back({minutes{distance}, !one_side || candidate, !one_side || !candidate});
  }
  return drawn;
}

}  // namespace

availability draw_hours(dice& chance, std::string const& zone, local_date today) {
  availability a;
  a.zone = zone;
  for (int i = chance.from(2, 3); i > 0; --i) a.weekly.push_back(draw_rule(chance, today));
  a.weekly.front().starting.reset();
  a.weekly.front().until.reset();
  a.overrides = draw_overrides(chance, today);
  if (!chance.one_in(3)) a.step = minutes{5 * chance.from(2, 12)};
  a.buffer_before = minutes{5 * chance.from(0, 2)};
  a.buffer_after = minutes{5 * chance.from(0, 4)};
  a.min_notice = chance.one_in(2) ? 0min : minutes{30 * chance.from(1, 30)};
  a.horizon = days{chance.from(6, 60)};
  if (chance.one_in(2)) a.max_per_day = chance.from(2, 4);
  if (chance.one_in(2)) a.max_per_week = chance.from(4, 12);
  return a;
}

availability with_journey(dice& chance, availability hours, local_date today) {
  static std::vector<std::string> const away{"Asia/Kolkata", "Europe/London", "Australia/Lord_Howe", "America/New_York",
                                             "Pacific/Chatham"};
  auto const from = today + days{chance.from(1, 8)};
  hours.travel = {{from, from + days{chance.from(1, 12)}, chance.one_of(away)}};
  return hours;
}

policy draw_policy(dice& chance, bool confirm_email) {
  policy p;
  p.name = "Drawn";
  p.confirm_email = confirm_email;
  p.hold = minutes{chance.from(20, 600)};
  p.cancel_until = minutes{60 * chance.from(0, 24)};
  p.reschedule_until = minutes{60 * chance.from(0, 12)};
  p.max_reschedules = chance.from(1, 3);
  p.reminders.clear();
  for (auto const& r : draw_distances(chance, {2880, 1440, 180, 60, 10}))
    p.reminders.push_back({r.distance, {r.to_candidate, r.to_volunteer}, chance.one_in(2)});
  p.follow_ups.clear();
  for (auto const& r : draw_distances(chance, {0, 60, 43200}))
    p.follow_ups.push_back({r.distance, {r.to_candidate, r.to_volunteer}, chance.one_in(2)});
  p.max_open_bookings = chance.from(1, 4);
  if (chance.one_in(4)) p.max_open_bookings.reset();
  p.max_bookings = booking_quota{chance.from(2, 6), days{chance.from(7, 30)}};
  return p;
}

}  // namespace rehearse::test
