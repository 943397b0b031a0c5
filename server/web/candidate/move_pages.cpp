#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/candidate/her_clock.hpp"
#include "server/web/candidate/manage_call.hpp"
#include "server/web/candidate/week_view.hpp"
#include "server/web/frame/refusal_words.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr auto week = date::days{7};
// A page with a token goes over the line as it is, so this many times fit into the 15 KB of a candidate's page. Where
// more are free within a week, fewer days are shown at once.
constexpr auto most_times = 26;
constexpr auto furthest_horizon = date::days{731};

std::vector<opening> free_times(store& s, managed const& m, instant from, instant to) {
  std::vector<opening> all;
  auto const found = slots_to_move_to(s, m.holder, m.it.id, from, to, m.now);
  if (!found) return all;
  for (auto const& slot : *found)
    if (slot.start != m.it.start) all.push_back({slot.start, slot.end, 1, {}});
  return all;
}

std::string week_link(managed const& m, local_date from) {
  return link_to(path_of(m, "/move"), {{"from", to_text(from)}});
}

// The week that was asked for, else the one of the next free time.
local_date first_day(managed const& m, time_zone const& zone, std::vector<opening> const& ahead) {
  auto const today = zone.date_of(m.now);
  auto const asked = read_date(m.c.request->query_value("from").value_or(""));
  if (asked && instant{asked->time_since_epoch()} < last_instant - furthest_horizon) return std::max(*asked, today);
  return ahead.empty() ? today : zone.date_of(ahead.front().start);
}

struct days_shown {
  local_date from;
  local_date to;  // the day after the last
  std::vector<opening> times;
};

std::vector<opening> between(time_zone const& zone, local_date from, local_date to, std::vector<opening> all) {
  auto const begin = zone.to_instant(wall_clock{from}), end = zone.to_instant(wall_clock{to});
  std::erase_if(all, [&](opening const& o) { return o.start < begin || o.start >= end; });
  return all;
}

// A week of them, or as many days as have not too many times: one at least.
days_shown days_of(managed const& m, time_zone const& zone, std::vector<opening> const& ahead) {
  auto const from = first_day(m, zone, ahead);
  days_shown shown{from, from + week, between(zone, from, from + week, ahead)};
  while (shown.times.size() > most_times && shown.to > from + date::days{1}) {
    shown.to -= date::days{1};
    shown.times = between(zone, from, shown.to, std::move(shown.times));
  }
  return shown;
}

view weeks_around(managed const& m, time_zone const& zone, days_shown const& shown, std::vector<opening> const& ahead) {
  bool const earlier = !ahead.empty() && ahead.front().start < zone.to_instant(wall_clock{shown.from});
  bool const later = !ahead.empty() && ahead.back().start >= zone.to_instant(wall_clock{shown.to});
  auto const today = zone.date_of(m.now);
  auto const week_before = std::max(shown.from - week, today);
  return {{"earlier_url", earlier ? week_link(m, week_before) : ""},
          {"later_url", later ? week_link(m, shown.to) : ""},
          {"week", week_title(m.c.language, shown.from, shown.to - date::days{1}, today)}};
}

// One press moves it there.
view buttons_of(managed const& m, time_zone const& zone, std::vector<alternative> const& others) {
  time_text const text(m.c.language);
  std::vector<view> buttons;
  for (auto const& other : others)
    buttons.push_back(
        {{"start", to_text(other.start)}, {"words", text.full(zoned(other.start, zone), zoned(other.end, zone))}});
  return {{"alternatives", std::move(buttons)}, {"has_alternatives", !others.empty()}};
}

http::response show_move(store& s, managed const& m, form const& sent, int status,
                         std::vector<alternative> const& others) {
  auto const zone = zone_of(m);
  time_text const text(m.c.language);
  auto const ahead = free_times(s, m, m.now, std::min(m.now + furthest_horizon, last_instant));
  auto const days = days_of(m, zone, ahead);
  page shown;
  shown.template_name = "move.html";
  shown.script = "candidate.js";
  shown.title = m.c.say("Move this interview");
  shown.status = status;
  shown.error = sent.has_mistakes();
  shown.facts = {{"title", shown.title},
                 {"when", text.full(zoned(m.it.start, zone), zoned(m.it.end, zone))},
                 {"path", link_to(path_of(m, "/move"))},
                 {"back_url", link_to(path_of(m))},
                 {"cancel_url", link_to(path_of(m, "/cancel"))},
                 {"none_at_all", ahead.empty()}};
  shown.facts.merge(week_view(days.times, zone, m.c.language, m.now)).merge(her_clock(m.c, zone, m.now));
  shown.facts.merge(weeks_around(m, zone, days, ahead));
  shown.facts.merge(sent.errors()).merge(buttons_of(m, zone, others));
  return render(m.c, m.who, std::move(shown));
}

answer move_again(managed const& m, form const& sent, int status) {
  return shown_after(status, [m, sent, status](store& s, caller const&, instant) -> answer {
    return show_move(s, m, sent, status, {});
  });
}

// The time is gone: the nearest that are free, looked up when others may write again.
answer offer_others(managed const& m, form const& sent, instant wanted, refusal const& why) {
  return shown_after(409, [m, sent, wanted, why](store& s, caller const&, instant now) -> answer {
    auto typed = sent;
    auto const others = alternatives_to(s, m.holder, reschedule_request{m.it.id, wanted}, now);
    typed.mistake(others.empty() ? "times" : "alternatives", sentence_of(m.c, why));
    return show_move(s, m, typed, 409, others);
  });
}

answer move(store& s, managed const& m, form sent) {
  auto const start = read_instant(sent.value("start"));
  if (!start || *start > last_instant) {
    sent.mistake("times", m.c.say("Please choose a time."));
    return move_again(m, sent, 422);
  }
  auto const moved = reschedule_booking(s, m.holder, {m.it.id, *start}, m.now);
  if (moved || moved.error().code != errc::slot_unavailable) return after(m, sent, moved, "moved");
  return offer_others(m, sent, *start, moved.error());
}

}  // namespace

action move_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    if (!m) return no_such_link(c, who);
    form none(c);
    if (may_reschedule(m->it, party::candidate, now)) return show_move(s, *m, none, 200, {});
    return show_booking(s, *m, none, 200);
  }};
}

action move_deed(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, sent = *sent](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    return m ? move(s, *m, sent) : no_such_link(c, who);
  }};
}

}  // namespace rehearse
