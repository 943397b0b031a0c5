#include "notify/words/world_names.hpp"
#include "server/web/candidate/book_views.hpp"
#include "server/web/candidate/her_clock.hpp"
#include "server/web/frame/kept_query.hpp"
#include "server/web/frame/zone_choice.hpp"

#include <algorithm>
#include <span>

namespace rehearse {
namespace {

constexpr std::size_t most_cities = 12;

// Of the query: "all": she wants to choose from the list of all places, which weighs more than the rest of the page.
constexpr std::string_view list_member = "cities";

// Those that may be meant by what was typed, each with the link that goes on.
std::vector<view> city_views(page_call const& c, std::string const& typed) {
  std::vector<view> views;
  auto const places = places_named(c.language, typed);
  for (auto const& each : std::span(places).first(std::min(places.size(), most_cities)))
    views.push_back({{"url", link_keeping(c, c.request->path,
                                          {{"zone", each.zone}, {"city", ""}, {guess_member, ""}, {list_member, ""}})},
                     {"city", each.city},
                     {"country", each.country}});
  return views;
}

// What her device believes, to be confirmed: its clock as ours has it. `may`: she has not said anything herself.
view guess_view(asked_page const& p, bool may) {
  auto const guess = may ? zone_known_as(p.c.request->query_value(guess_member).value_or("")) : std::nullopt;
  bool const declined = p.c.request->query_value(guess_member).has_value();
  view shown{{"has_guess", guess.has_value()}, {"may_guess", may && !declined}, {"guess_url", ""}};
  shown.set("here_url", link_keeping(p.c, p.c.request->path, {}));
  auto const zone = guess ? *guess : *time_zone::find("UTC");
  if (guess) shown.set("guess_url", link_keeping(p.c, p.c.request->path, {{"zone", zone.name()}, {guess_member, ""}}));
  return shown.merge(her_clock(p.c, zone, p.now));
}

}  // namespace

http::response zone_page(asked_page const& p, interview_type const& type) {
  page shown;
  shown.template_name = "book_zone.html";
  shown.title = p.c.say("Where are you? Booking: {interview}", {{"interview", type.title}});
  auto const asked = p.c.request->query_value("zone");
  auto const city = std::string(p.c.request->query_value("city").value_or(""));
  auto cities = city_views(p.c, city);
  bool const any = !cities.empty();
  bool const listed = p.c.request->query_value(list_member) == "all";
  // The list comes by a press, and nothing on its page is left to be guessed or to run on.
  if (!listed) shown.script = "candidate.js";
  shown.error = (asked.has_value() || !city.empty()) && !any;
  shown.facts = {{"path", p.c.request->path},
                 {"interview", type.title},
                 {"unknown_zone", shown.error},
                 {"typed_city", city},
                 {"cities", std::move(cities)},
                 {"has_cities", any},
                 {"members", hidden_members(p.c, {"zone", "city", guess_member, list_member})},
                 {"listed", listed},
                 {"list_url", link_keeping(p.c, p.c.request->path,
                                           {{"zone", ""}, {"city", ""}, {guess_member, ""}, {list_member, "all"}})}};
  shown.facts.merge(guess_view(p, city.empty() && !asked && !listed));
  if (listed) shown.facts.merge(zone_options(p.c.language, ""));
  return render(p.c, p.who, std::move(shown));
}

}  // namespace rehearse
