#include "tests/simulation/year.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/publish_availability.hpp"

#include <algorithm>
#include <stdexcept>

namespace rehearse::test {
namespace {

// Autumn to autumn, so that every clock of these zones changes both ways within the year.
constexpr auto first_day = "2026-09-14T08:00:00Z";

struct home {
  char const* name;
  char const* zone;
};
constexpr home homes[] = {{"Ada", "America/New_York"},  {"Bea", "Europe/London"},     {"Cai", "Australia/Lord_Howe"},
                          {"Dan", "Pacific/Chatham"},   {"Eve", "Africa/Casablanca"}, {"Fay", "Antarctica/Troll"},
                          {"Gus", "Pacific/Kiritimati"}};

std::vector<std::string> const& zones_of_candidates() {
  static std::vector<std::string> const zones{
      "Asia/Kolkata",     "Africa/Lagos", "America/Sao_Paulo",   "America/St_Johns", "Asia/Kathmandu",
      "Australia/Eucla",  "Asia/Tehran",  "America/Los_Angeles", "Europe/Berlin",    "Africa/Cairo",
      "America/Santiago", "Asia/Tokyo",   "Pacific/Apia",        "Asia/Calcutta",    "Europe/Lisbon",
      "America/Havana",   "Asia/Gaza",    "Australia/Sydney",    "Atlantic/Azores",  "UTC"};
  return zones;
}

}  // namespace

year::year() {
  w.go_to(first_day);
  for (auto const& [id, duration] : {std::pair{"coding-60", 60min}, {"design-45", 45min}, {"talk-30", 30min}}) {
    auto type = std::string(id) == "coding-60" ? interview_type{} : w.type(id, duration);
    type.id = id;
    type.duration = duration;
    types.push_back(type);
    save_policy_of(*this, id, draw_policy(chance, std::string(id) == "design-45"));
  }
  for (auto const& [name, zone] : homes) {
    auto who = w.volunteer(name);
    auto hours = draw_hours(chance, zone, time_zone::find(zone)->date_of(now()));
    who.publish(hours);
    who.is([&](volunteer& v) { v.meeting_url = "https://meet.example/" + std::string(name); });
    givers.push_back({who, name, who.record().email, zone, std::move(hours)});
  }
  for (int i = 0; i < 40; ++i) {
    auto const name = "C" + std::to_string(i);
    seekers.push_back({name, "c" + std::to_string(i) + "@example.org", chance.one_of(zones_of_candidates())});
  }
}

giver& year::giver_of(std::string const& volunteer) {
  auto const found = std::ranges::find_if(givers, [&](giver const& g) { return g.who.id.text == volunteer; });
  if (found == givers.end()) throw std::logic_error("nobody knows the volunteer " + volunteer);
  return *found;
}

void year::took_time(booking const& b) {
  auto const& hours = giver_of(b.volunteer.text).hours;
  taken[b.id.text] = {hours.buffer_before, hours.buffer_after};
}

void save_policy_of(year& y, slug const& type, policy const& rules) {
  y.policies[type] = rules;
  y.w.write([&](store& s) {
    bool const is_new = !read_policy(s, type);
    save_policy(s, organizer(), {type, rules, 0}, {}, is_new, y.now()).value();
    auto changed = read_interview_type(s, type).value();
    changed.policy = type;
    return change_interview_type(s, organizer(), changed, {}, y.now()).value();
  });
}

}  // namespace rehearse::test
