#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/web/candidate/book_views.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/frame/kept_query.hpp"
#include "server/web/frame/skill_words.hpp"
#include "server/web/frame/zone_choice.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// The types to choose from, each with the link that goes on; `volunteer`: of that one alone.
std::vector<view> type_views(page_call const& c, std::vector<interview_type> const& types,
                             std::string const& volunteer) {
  std::vector<view> views;
  for (auto const& type : types)
    views.push_back({{"title", type.title},
                     {"duration", time_text(c.language).duration(type.duration)},
                     {"description", type.description},
                     {"url", link_keeping(c, "/book/" + type.id, {{"volunteer", volunteer}})}});
  return views;
}

answer choose_type(page_call const& c, store& s, caller const& who) {
  auto const types = list_interview_types(s);
  if (types.size() == 1) return see_other(link_keeping(c, "/book/" + types.front().id, {}));
  page shown;
  shown.template_name = "book_type.html";
  shown.script = "candidate.js";
  shown.title = c.say("What would you like to practise?");
  bool const none = types.empty();
  shown.facts = {{"types", type_views(c, types, "")}, {"none", none}, {"contact", read_programme(s).contact}};
  shown.may_be_kept = true;
  return render(c, who, std::move(shown));
}

std::vector<std::string> spoken_names(page_call const& c, volunteer const& v) {
  std::vector<std::string> names;
  for (auto const& tag : v.spoken) names.push_back(language_name(tag, c.language));
  return names;
}

answer show_volunteer(page_call const& c, store& s, caller const& who) {
  volunteer_id const id{c.parameter("volunteer")};
  auto const v = read_volunteer(s, anonymous{}, id);
  if (!v) return refusal_page(c, who, v.error());
  auto types = list_interview_types(s);
  std::erase_if(types, [&](interview_type const& type) { return !gives(*v, type.id); });
  if (types.size() == 1) return see_other(link_keeping(c, "/book/" + types.front().id, {{"volunteer", id.text}}));
  page shown;
  shown.template_name = "volunteer.html";
  shown.script = "candidate.js";
  shown.title = c.say("Practise with {name}", {{"name", v->name}});
  shown.facts = {{"volunteer", v->name},
                 {"pronouns", v->pronouns},
                 {"headline", v->headline},
                 {"bio", v->bio},
                 {"city", city_name(v->zone, c.language)},
                 {"languages", skill_words(v->languages)},
                 {"topics", skill_words(v->topics)},
                 {"has_languages", !v->languages.empty()},
                 {"has_topics", !v->topics.empty()},
                 {"spoken", spoken_names(c, *v)},
                 {"types", type_views(c, types, id.text)}};
  return render(c, who, std::move(shown));
}

bool is_free(asked_page const& p, wanted const& w) {
  auto const there = openings(p.s, p.who, w, *w.start, *w.start + 1s, p.now);
  return there && !there->empty();
}

// Where a city was typed and it is clear which zone is meant, or one was chosen beside it.
std::optional<std::string> zone_meant(page_call const& c, wanted const& w) {
  auto const city = c.request->query_value("city");
  if (!city) return std::nullopt;
  if (w.zone) return w.zone->name();
  auto const places = places_named(c.language, *city);
  auto const other = [&](place const& each) { return each.zone != places.front().zone; };
  if (places.empty() || std::ranges::any_of(places, other)) return std::nullopt;
  return places.front().zone;
}

answer show_book(page_call const& c, store& s, caller const& who, instant now) {
  form const said(c);
  auto const w = wanted_of(c.parameter("type"), said);
  auto const type = read_interview_type(s, w.type);
  if (!type) return refusal_page(c, who, type.error());
  if (w.volunteer) {
    auto const v = read_volunteer(s, who, *w.volunteer);
    if (!v) return refusal_page(c, who, v.error());
  }
  asked_page const p{c, s, who, now};
  // The address of the times names the zone alone, so that it can be kept and passed on.
  if (auto const zone = zone_meant(c, w))
    return see_other(link_keeping(c, c.request->path, {{"zone", *zone}, {"city", ""}, {guess_member, ""}}));
  if (!w.zone) return zone_page(p, *type);
  if (w.start && is_free(p, w)) return form_page(p, *type, w, said, nullptr);
  return times_page(p, *type, w, w.start.has_value());
}

}  // namespace

action choose_type_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant) { return choose_type(c, s, who); }};
}

action volunteer_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant) { return show_volunteer(c, s, who); }};
}

action book_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) { return show_book(c, s, who, now); }};
}

}  // namespace rehearse
