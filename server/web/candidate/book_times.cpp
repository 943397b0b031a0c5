#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/web/candidate/book_views.hpp"
#include "server/web/candidate/her_clock.hpp"
#include "server/web/candidate/week_view.hpp"
#include "server/web/frame/kept_query.hpp"
#include "server/web/frame/skill_words.hpp"

#include <algorithm>
#include <set>

namespace rehearse {
namespace {

constexpr auto week = date::days{7};

// The name of the volunteer that was asked for, else empty.
std::string volunteer_asked(asked_page const& p, wanted const& w) {
  if (!w.volunteer) return "";
  auto const v = read_volunteer(p.s, p.who, *w.volunteer);
  return v ? v->name : "";
}

view option_view(std::string const& value, std::string const& words, bool chosen) {
  return {{"value", value}, {"words", words}, {"chosen", chosen}};
}

std::vector<view> options_of(std::set<std::string> const& values, std::string const& chosen) {
  std::vector<view> options;
  for (auto const& value : values) options.push_back(option_view(value, skill_words(value), value == chosen));
  return options;
}

std::vector<view> spoken_options(page_call const& c, std::set<std::string> const& tags, std::string const& chosen) {
  std::vector<view> options;
  for (auto const& tag : tags) options.push_back(option_view(tag, language_name(tag, c.language), tag == chosen));
  return options;
}

// What can be filtered by: what the volunteers of this type have.
view filters(asked_page const& p, wanted const& w) {
  std::set<std::string> languages, topics, spoken;
  for (auto const& v : every_volunteer(p.s, anonymous{})) {
    if (!gives(v, w.type)) continue;
    languages.insert(v.languages.begin(), v.languages.end());
    topics.insert(v.topics.begin(), v.topics.end());
    spoken.insert(v.spoken.begin(), v.spoken.end());
  }
  auto const& asked = w.asked;
  bool const any = !asked.language.empty() || !asked.topic.empty() || !asked.spoken.empty() || asked.wants_editor;
  return {{"filtered", any},
          {"can_filter", !w.volunteer},
          {"languages", options_of(languages, asked.language)},
          {"topics", options_of(topics, asked.topic)},
          {"spoken", spoken_options(p.c, spoken, asked.spoken)},
          {"own_machine", asked.wants_editor == editor::own_machine},
          {"shared_editor", asked.wants_editor == editor::shared_editor},
          {"filter_members", hidden_members(p.c, {"language", "topic", "spoken", "editor", "from", "start"})},
          {"unfiltered_url",
           link_keeping(p.c, p.c.request->path, {{"language", ""}, {"topic", ""}, {"spoken", ""}, {"editor", ""}})}};
}

std::string week_link(asked_page const& p, local_date from) {
  return link_keeping(p.c, p.c.request->path, {{"from", to_text(from)}, {"start", ""}});
}

instant midnight(time_zone const& zone, local_date day) {
  return zone.to_instant(wall_clock{day});
}

// Links to the weeks around, and to the next opening when this week has none. `first`: the first of all from now on.
view weeks_around(asked_page const& p, wanted const& w, std::optional<opening> const& first, local_date from,
                  bool empty) {
  auto const& zone = *w.zone;
  auto const today = zone.date_of(p.now);
  auto const next = opening_after(p.s, p.who, w, midnight(zone, from + week), p.now);
  view links{{"earlier_url", ""}, {"later_url", ""}, {"next_url", ""},
             {"next_day", ""},    {"first_url", ""}, {"first_day", ""}};
  auto const day_of = [&](opening const& o) {
    return time_text(p.c.language).day(zone.to_wall_clock(o.start), zone.to_wall_clock(p.now));
  };
  if (first && first->start < midnight(zone, from))
    links.set("earlier_url", week_link(p, std::max(from - week, today)));
  if (!next && empty && first)
    links.set("first_url", week_link(p, zone.date_of(first->start))).set("first_day", day_of(*first));
  if (!next) return links;
  if (!empty) return links.set("later_url", week_link(p, from + week));
  links.set("next_url", week_link(p, zone.date_of(next->start)));
  return links.set("next_day", day_of(*next));
}

// The week that was asked for, else the one of the next opening.
local_date first_day(asked_page const& p, wanted const& w, std::optional<opening> const& first) {
  auto const today = w.zone->date_of(p.now);
  if (w.from) return std::max(*w.from, today);
  return first ? w.zone->date_of(first->start) : today;
}

}  // namespace

http::response times_page(asked_page const& p, interview_type const& type, wanted const& w, bool lost) {
  auto const& zone = *w.zone;
  auto const first = opening_after(p.s, p.who, w, p.now, p.now);
  auto const from = first_day(p, w, first);
  auto const found = openings(p.s, p.who, w, midnight(zone, from), midnight(zone, from + week), p.now);
  if (!found) return refusal_page(p.c, p.who, found.error());
  time_text const text(p.c.language);
  page shown;
  shown.template_name = "book_times.html";
  shown.script = "candidate.js";
  shown.title = p.c.say("Choose a time: {interview}", {{"interview", type.title}});
  shown.facts = {
      {"path", p.c.request->path},
      {"interview", type.title},
      {"duration", text.duration(type.duration)},
      {"volunteer", volunteer_asked(p, w)},
      {"lost", lost},
      {"just_cancelled", p.c.request->query_value("done") == "cancelled"},
      {"zone_url", link_keeping(p.c, p.c.request->path, {{"zone", ""}, {"start", ""}, {guess_member, "none"}})},
      {"members", hidden_members(p.c, {"start", "from"})},
      {"contact", read_programme(p.s).contact},
      {"week", week_title(p.c.language, from, from + week - date::days{1}, zone.date_of(p.now))}};
  shown.facts.merge(her_clock(p.c, zone, p.now)).merge(week_view(*found, zone, p.c.language, p.now));
  shown.facts.merge(weeks_around(p, w, first, from, found->empty()));
  shown.facts.merge(filters(p, w));
  return render(p.c, p.who, std::move(shown));
}

}  // namespace rehearse
