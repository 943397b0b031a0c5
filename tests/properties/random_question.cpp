#include "tests/properties/random_question.hpp"

#include "scheduler/documents/availability_document.hpp"

#include <boost/json/serialize.hpp>
#include <rapidcheck.h>

namespace rehearse::properties {

namespace {

using date::days;

int number(int least, int most) {
  return *rc::gen::inRange(least, most + 1);
}
bool one_in(int n) {
  return number(1, n) == 1;
}

local_date date_near(local_date around) {
  return around + days{number(-4, 4)};
}

// Mostly on quarter hours, where neighbours touch; sometimes on any minute.
minutes time_of_day(int most) {
  return one_in(5) ? minutes{number(0, most)} : minutes{15 * number(0, most / 15)};
}

window any_window() {
  if (one_in(12)) return {0min, 24h};
  auto const from = time_of_day(1439);
  auto const length = one_in(3) ? time_of_day(1439) : time_of_day(300);
  return {from, from + std::max(length, 15min)};
}

std::vector<window> windows(int most) {
  std::vector<window> all;
  for (int i = number(0, most); i > 0; --i) all.push_back(any_window());
  return all;
}

weekly_rule any_rule(local_date around) {
  weekly_rule rule;
  for (auto& day : rule.days) day = one_in(2);
  rule.days[static_cast<std::size_t>(number(0, 6))] = true;
  rule.hours = any_window();
  if (one_in(4)) rule.starting = date_near(around);
  if (one_in(4)) rule.until = rule.starting.value_or(around) + days{number(1, 5)};
  return rule;
}

availability_override any_override(local_date around) {
  availability_override o;
  o.date = date_near(around);
  if (one_in(2)) o.until = o.date + days{number(1, 4)};
  o.mode = static_cast<override_mode>(number(0, 2));
  o.windows = windows(3);
  return o;
}

std::string any_zone() {
  auto const& zones = all_zones();
  static std::vector<std::string> const odd{"Africa/Cairo",     "Asia/Beirut",        "Australia/Lord_Howe",
                                            "Antarctica/Troll", "America/Santiago",   "Atlantic/Azores",
                                            "America/Havana",   "Pacific/Kiritimati", "Etc/GMT+12"};
  if (one_in(2)) return odd[static_cast<std::size_t>(number(0, static_cast<int>(odd.size()) - 1))];
  return zones[static_cast<std::size_t>(number(0, static_cast<int>(zones.size()) - 1))].name;
}

std::vector<journey> journeys(local_date around) {
  std::vector<journey> all;
  auto from = around - days{4};
  for (int i = one_in(2) ? number(1, 3) : 0; i > 0; --i) {
    from += days{number(0, 3)};
    auto const to = from + days{number(1, 4)};
    all.push_back({from, to, any_zone()});
    from = to;
  }
  return all;
}

instant any_time(time_zone const& zone) {
  auto const changes = offset_changes(zone);
  if (!changes.empty() && !one_in(4)) {
    return changes[static_cast<std::size_t>(number(0, static_cast<int>(changes.size()) - 1))];
  }
  return date::sys_days{date::year{2026} / 8 / 1} + hours{number(0, 87000)};
}

occupation any_occupation(random_question const& q, int index) {
  auto const start = q.from + minutes{15 * number(-40, 300)};
  auto const end = start + minutes{15 * number(1, 8)};
  occupation o{{"occ_" + std::to_string(index)},
               one_in(3) ? occupation_kind::hold : occupation_kind::booking,
               {"bk_" + std::to_string(index)},
               start - minutes{5 * number(0, 3)},
               end + minutes{5 * number(0, 3)},
               start,
               std::nullopt};
  if (o.kind == occupation_kind::hold) o.runs_out = q.now + seconds{number(-2, 2)};
  return o;
}

void add_occupations(random_question& q) {
  for (int i = number(0, 6); i > 0; --i) q.occupied.push_back(any_occupation(q, i));
  for (int i = one_in(3) ? number(1, 3) : 0; i > 0; --i) {
    auto const from = q.from + minutes{number(-600, 4000)};
    q.busy.push_back({from, from + minutes{number(1, 300)}});
  }
  if (one_in(3)) q.moving = booking_id{"bk_1"};
}

// Two replacements of one date are not published: the later one adds.
void mend(std::vector<availability_override>& overrides) {
  for (std::size_t i = 0; i < overrides.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      auto const& a = overrides[k];
      auto& b = overrides[i];
      bool const overlap = a.date < b.until.value_or(b.date + days{1}) && b.date < a.until.value_or(a.date + days{1});
      if (overlap && a.mode == override_mode::replace && b.mode == a.mode) b.mode = override_mode::add;
    }
  }
}

}  // namespace

std::vector<instant> offset_changes(time_zone const& zone) {
  constexpr instant begin = date::sys_days{date::year{2026} / 8 / 1};
  std::vector<instant> changes;
  for (auto t = zone.offset_at(begin).until; t < begin + days{3653}; t = zone.offset_at(t).until) changes.push_back(t);
  return changes;
}

availability any_availability(std::string zone, instant around) {
  auto const date = time_zone::find(zone)->date_of(around);
  availability a;
  a.zone = std::move(zone);
  for (int i = number(1, 4); i > 0; --i) a.weekly.push_back(any_rule(date));
  for (int i = number(0, 4); i > 0; --i) a.overrides.push_back(any_override(date));
  mend(a.overrides);
  a.travel = journeys(date);
  if (!one_in(3)) a.step = minutes{5 * number(1, 24)};
  a.buffer_before = minutes{5 * number(0, 4)};
  a.buffer_after = minutes{5 * number(0, 4)};
  a.min_notice = one_in(2) ? 0min : minutes{number(0, 5000)};
  a.horizon = days{one_in(2) ? 60 : number(0, 8)};
  if (one_in(3)) a.max_per_day = number(1, 3);
  if (one_in(3)) a.max_per_week = number(1, 4);
  return a;
}

random_question any_question() {
  random_question q;
  auto const zone = any_zone();
  auto const around = any_time(time_zone::find(zone).value());
  q.published = any_availability(zone, around);
  q.duration = minutes{5 * number(2, 24)};
  q.from = around - minutes{number(0, 2880)};
  q.to = q.from + minutes{number(720, 4320)};
  q.now = around - minutes{number(0, 8000)} - seconds{number(0, 59)};
  add_occupations(q);
  q.active = !one_in(30);
  q.gives_type = !one_in(30);
  return q;
}

std::string random_question::text() const {
  auto text = boost::json::serialize(write_availability(published)) + "\nduration " + std::to_string(duration.count()) +
              ", now " + to_text(now) + ", asked " + to_text(from) + " to " + to_text(to) + "\n";
  for (auto const& o : occupied) {
    text += o.booking.text + " " + to_text(o.from) + " to " + to_text(o.to) + " start " + to_text(o.start) +
            (o.runs_out ? " runs out " + to_text(*o.runs_out) : "") + "\n";
  }
  for (auto const& b : busy) text += "busy " + to_text(b.from) + " to " + to_text(b.to) + "\n";
  if (moving) text += "moving " + moving->text + "\n";
  return text;
}

}  // namespace rehearse::properties
