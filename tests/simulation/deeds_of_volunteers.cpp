// Volunteers publish other hours, travel, pause, come back, and switch their reminders off and on; the organizer
// changes policies.
#include "scheduler/rules/time_zone.hpp"
#include "tests/simulation/deeds.hpp"

namespace rehearse::test {
namespace {

local_date today_of(year& y, giver const& g) {
  return time_zone::find(g.home)->date_of(y.now());
}

void publish_other_hours(year& y) {
  auto& g = y.chance.one_of(y.givers);
  g.hours = draw_hours(y.chance, g.home, today_of(y, g));
  g.who.publish(g.hours);
  y.did("publish other hours", true);
}

void travel(year& y) {
  auto& g = y.chance.one_of(y.givers);
  g.hours = with_journey(y.chance, g.hours, today_of(y, g));
  g.who.publish(g.hours);
  y.did("travel", true);
}

void pause_or_come_back(year& y) {
  auto& g = y.chance.one_of(y.givers);
  if (g.active && !y.chance.one_in(3)) return;  // paused for a while, not for most of the year
  g.active = !g.active;
  g.who.is([&](volunteer& v) { v.status = g.active ? volunteer_status::active : volunteer_status::paused; });
  y.did(g.active ? "come back" : "pause", true);
}

void switch_reminders(year& y) {
  auto& g = y.chance.one_of(y.givers);
  if (g.wants_reminders && !y.chance.one_in(3)) return;
  g.wants_reminders = !g.wants_reminders;
  g.who.is([&](volunteer& v) { v.reminders = g.wants_reminders; });
  y.did(g.wants_reminders ? "switch reminders on" : "switch reminders off", true);
}

void change_a_policy(year& y) {
  auto const& type = y.chance.one_of(y.types);
  save_policy_of(y, type.id, draw_policy(y.chance, y.chance.one_in(2)));
  y.did("change a policy", true);
}

}  // namespace

std::vector<deed> deeds_of_volunteers() {
  return {{"publish other hours", 5, publish_other_hours},
          {"travel", 3, travel},
          {"pause or come back", 5, pause_or_come_back},
          {"switch reminders", 4, switch_reminders}};
}

std::vector<deed> deeds_of_the_organizer() {
  return {{"change a policy", 2, change_a_policy}};
}

}  // namespace rehearse::test
