#include "server/web/volunteer/availability_page.hpp"

#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "server/web/frame/zone_choice.hpp"
#include "server/web/volunteer/availability_view.hpp"
#include "server/web/volunteer/availability_words.hpp"
#include "server/web/volunteer/interview_view.hpp"
#include "server/web/volunteer/slots_preview.hpp"

#include <algorithm>

namespace rehearse {
namespace {

slug type_wished(store& s, form const& sent, volunteer const& v) {
  auto const wished = sent.value("preview_type");
  slug first;
  for (auto const& type : list_interview_types(s)) {
    if (type.id == wished) return wished;
    if (first.empty() && gives(v, type.id)) first = type.id;
  }
  return first;
}

// Where the candidate is for whom the times are shown, as typed, and what is wrong with that.
struct wished_place {
  std::string typed, zone, mistake;
};

wished_place place_wished(words const& language, form const& sent, typed_availability const& typed) {
  bool const any = !typed.welcome_zones.empty() && time_zone::find(typed.welcome_zones.front());
  std::string const usual = any ? typed.welcome_zones.front() : "Asia/Kolkata";
  auto const wished = sent.value("preview_zone");
  if (wished.empty()) return {usual, usual, ""};
  if (auto const zone = zone_typed(language, wished)) return {*zone, *zone, ""};
  return {wished, usual, zone_mistake(language, wished)};
}

std::vector<view> type_views(store& s, volunteer const& v, slug const& chosen) {
  std::vector<view> types;
  for (auto const& type : list_interview_types(s))
    if (gives(v, type.id)) types.push_back({{"id", type.id}, {"title", type.title}, {"chosen", type.id == chosen}});
  return types;
}

bool is_part(draft const& d) {
  return d.unsaved && d.sent.value("part") == "preview";
}

// The places that are not filled in well yet, said calmly while somebody types.
std::vector<std::string> what_is_missing(words const& language, refusal const& why, typed_availability const& typed) {
  form found;
  take_mistakes(language, why, typed, found);
  return found.sentences();
}

view preview_part(page_call const& c, store& s, caller const& who, draft const& d, volunteer const& v, instant now) {
  auto const type = type_wished(s, d.sent, v);
  auto const place = place_wished(c.language, d.sent, d.typed);
  auto complete = d.typed;
  drop_blank_rows(complete);
  auto const hours = read(complete);
  view shown =
      hours && !type.empty() ? preview_view(c, s, who, {d.volunteer, *hours, type, place.zone}, now) : no_preview();
  bool const listed_on_top = d.sent.has_mistakes() && !is_part(d);
  shown.set("incomplete", !hours);
  auto missing =
      hours || listed_on_top ? std::vector<std::string>{} : what_is_missing(c.language, hours.error(), complete);
  auto const label = c.say("A candidate in");
  if (!place.mistake.empty() && is_part(d)) missing.push_back(label + ": " + place.mistake);
  shown.set("missing", std::move(missing));
  shown.set("preview_types", type_views(s, v, type));
  return shown.set("preview_for", zone_field_view(c.language, {"preview_zone", label, place.typed}, place.mistake));
}

// The interviews that the last publishing left outside, named in the query by that answer.
std::vector<view> outside_views(page_call const& c, store& s, caller const& who, instant now) {
  std::vector<view> outside;
  for (auto const& [name, value] : c.request->query) {
    if (name != "outside" || outside.size() >= most_outside_named) continue;
    if (auto const b = read_booking(s, who, {value}, now)) {
      auto shown = interview_view(c, s, *b, now);
      outside.push_back(shown.set("title", interview_title(c, s, *b)));
    }
  }
  return outside;
}

// One version in lines; those that the other one has not are marked.
std::vector<view> lines_beside(words const& language, typed_availability const& one, typed_availability const& other) {
  auto const others = summary_lines(language, other);
  std::vector<view> lines;
  for (auto const& line : summary_lines(language, one))
    lines.push_back({{"line", line}, {"differs", std::ranges::find(others, line) == others.end()}});
  return lines;
}

view notices(page_call const& c, store& s, caller const& who, draft const& d, volunteer const& v, instant now) {
  bool const without_place = v.meeting_url.empty() && read_programme(s).meeting_url_template.empty();
  auto outside = outside_views(c, s, who, now);
  bool const any = !outside.empty();
  auto const stored = d.published ? as_typed(d.published->published) : typed_availability{};
  auto const done = c.request->query_value("published");
  return {{"published", done == "yes"},
          {"published_none", done == "none"},
          {"without_place", without_place},
          {"paused", v.status == volunteer_status::paused},
          {"has_outside", any},
          {"outside", std::move(outside)},
          {"stale", d.published.has_value()},
          {"stored_lines", lines_beside(c.language, stored, d.typed)},
          {"typed_lines", lines_beside(c.language, d.typed, stored)},
          {"never_published", d.revision == 0}};
}

// So that a zone chosen by mistake is seen by its clock.
std::string now_at_home(page_call const& c, typed_availability const& typed, instant now) {
  if (!time_zone::find(typed.zone)) return "";
  time_text const text(c.language);
  auto const there = zoned(now, typed.zone);
  return c.say("{now} ({zone}).", {{"now", text.now_there(there)}, {"zone", text.zone(there)}});
}

// What the script puts into a page that stands, as somebody types.
http::response preview_answer(page_call const& c, caller const& who, view facts) {
  page shown;
  shown.template_name = "preview_part.html";
  shown.facts = std::move(facts);
  return render(c, who, std::move(shown));
}

}  // namespace

http::response availability_page(page_call const& c, store& s, caller const& who, draft const& d, instant now) {
  auto const v = read_volunteer(s, who, d.volunteer);
  if (!v) return refusal_page(c, who, v.error());
  auto preview = preview_part(c, s, who, d, *v, now);
  preview.set("now_at_home", now_at_home(c, d.typed, now));
  if (is_part(d)) {
    preview.set("places", places_proposed(c.language, d.sent.value("place")));
    return preview_answer(c, who, preview.merge(settings_view(c.language, d.typed)));
  }
  bool const own = !is_organizer(who);
  page shown;
  shown.template_name = "availability.html";
  shown.script = "volunteer.js";
  shown.title = own ? c.say("When you can be booked") : c.say("When {name} can be booked", {{"name", v->name}});
  shown.status = d.status;
  shown.error = d.sent.has_mistakes();
  shown.facts = availability_form_view(c.language, d.typed, d.sent, d.at_hand);
  shown.facts.merge(preview).merge(notices(c, s, who, d, *v, now)).merge(d.sent.errors());
  auto const named = own ? std::string() : d.volunteer.text;
  auto const page_url = link_to("/volunteer/availability", {{"volunteer", named}});
  shown.facts.merge({{"title", shown.title},
                     {"volunteer", named},
                     {"revision", d.revision},
                     {"owner", d.volunteer.text},
                     {"unsaved", d.unsaved},
                     {"said", d.said},
                     {"focus", d.focus},
                     {"again_url", link_to("/sign-in", {{"next", page_url}})},
                     {"page_url", page_url},
                     {"profile_url", link_to("/volunteer/profile", {{"volunteer", named}})}});
  return render(c, who, std::move(shown));
}

}  // namespace rehearse
