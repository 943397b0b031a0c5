#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/frame/skill_words.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::size_t volunteers_shown = 24;

// Paragraphs by empty lines.
std::vector<view> paragraphs(std::string_view text) {
  std::vector<view> all;
  while (!text.empty()) {
    auto const end = text.find("\n\n");
    auto const piece = text.substr(0, end);
    if (piece.find_first_not_of(" \n") != piece.npos) all.push_back({{"text", piece}});
    text.remove_prefix(end == text.npos ? text.size() : end + 2);
  }
  return all;
}

view volunteer_card(page_call const& c, volunteer const& v) {
  std::vector<std::string> spoken;
  for (auto const& tag : v.spoken) spoken.push_back(language_name(tag, c.language));
  return {{"name", v.name},
          {"headline", v.headline},
          {"city", city_name(v.zone, c.language)},
          {"spoken", spoken.empty() ? "" : listed(spoken, c.language)},
          {"languages", skill_words(v.languages)},
          {"has_languages", !v.languages.empty()},
          {"url", link_to("/v/" + v.id.text)}};
}

view type_card(page_call const& c, interview_type const& type) {
  std::vector<std::string> criteria;
  for (auto const& each : type.criteria) criteria.push_back(each.title);
  return {{"title", type.title},
          {"duration", time_text(c.language).duration(type.duration)},
          {"description", type.description},
          {"criteria", criteria},
          {"has_criteria", !criteria.empty()},
          {"url", link_to("/book/" + type.id)}};
}

// "1 hour", or from the shortest to the longest.
std::string how_long(page_call const& c, std::vector<interview_type> const& types) {
  if (types.empty()) return "";
  auto const [shortest, longest] = std::ranges::minmax(types, {}, &interview_type::duration);
  time_text const text(c.language);
  if (shortest.duration == longest.duration) return text.duration(shortest.duration);
  return c.say("{shortest} to {longest}",
               {{"shortest", text.duration(shortest.duration)}, {"longest", text.duration(longest.duration)}});
}

answer show_home(page_call const& c, store& s, caller const& who) {
  auto const programme = read_programme(s);
  std::vector<view> volunteers, types;
  auto const some = list_volunteers(s, anonymous{}, {volunteers_shown, ""}).value();
  for (auto const& v : some.items) volunteers.push_back(volunteer_card(c, v));
  auto const all_types = list_interview_types(s);
  for (auto const& type : all_types) types.push_back(type_card(c, type));
  page shown;
  shown.template_name = "home.html";
  shown.script = "candidate.js";
  shown.title = programme.name;
  bool const ready = !volunteers.empty() && !types.empty();
  shown.facts = {{"programme", programme.name},
                 {"welcome", paragraphs(programme.welcome)},
                 {"has_welcome", !programme.welcome.empty()},
                 {"volunteers", std::move(volunteers)},
                 {"types", std::move(types)},
                 {"ready", ready},
                 {"how_long", how_long(c, all_types)},
                 {"and_more", some.next.has_value()},
                 {"contact", programme.contact},
                 {"book_url", link_to("/book")}};
  return render(c, who, std::move(shown));
}

answer show_privacy(page_call const& c, store& s, caller const& who) {
  auto const programme = read_programme(s);
  page shown;
  shown.template_name = "privacy.html";
  shown.title = c.say("Privacy");
  shown.facts = {{"title", shown.title},
                 {"programme", programme.name},
                 {"contact", programme.contact},
                 {"own_text", paragraphs(programme.privacy)},
                 {"has_own_text", !programme.privacy.empty()}};
  return render(c, who, std::move(shown));
}

}  // namespace

action home_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant) { return show_home(c, s, who); }};
}

action privacy_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant) { return show_privacy(c, s, who); }};
}

}  // namespace rehearse
