#include "server/web/frame/zone_choice.hpp"

#include "notify/words/world_names.hpp"
#include "server/web/frame/big_cities.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace rehearse {
namespace {

struct city {
  std::string key;  // as the reader's language writes it
  std::string name;
  std::string zone;
  std::vector<std::string> other_keys;  // in English, and in the name of its zone: they are known in every language

  friend auto operator<=>(city const&, city const&) = default;
};

struct country {
  std::string name;
  std::vector<city> cities;
  std::vector<std::string> keys;
};

city city_of_zone(std::string const& zone, words const& language) {
  auto name = city_name(zone, language);
  return {search_key(name), name, zone, {search_key(city_name(zone, words())), search_key(city_in_name(zone))}};
}

city city_of(big_city const& big, words const& language) {
  auto name = language.say(big.name);
  return {search_key(name), name, big.zone, {search_key(big.name)}};
}

void put_in_order(std::vector<country>& all, words const& language) {
  std::vector<std::string> names;
  for (auto const& each : all) names.push_back(each.name);
  auto const keys = order_keys(names, language);
  std::multimap<std::string, country> sorted;
  for (std::size_t i = 0; i < all.size(); ++i) sorted.emplace(keys[i], std::move(all[i]));
  all.clear();
  for (auto& [key, each] : sorted) all.push_back(std::move(each));
}

std::vector<country> countries_in(words const& language) {
  std::map<std::string, std::vector<city>> by_code;
  // A zone's first country is its own; the others merely keep the same time.
  for (auto const& zone : all_zones())
    if (!zone.countries.empty()) by_code[zone.countries.front()].push_back(city_of_zone(zone.name, language));
  for (auto const& big : big_cities()) by_code[big.country].push_back(city_of(big, language));
  std::vector<country> all;
  for (auto& [code, cities] : by_code) {
    std::ranges::sort(cities);
    auto const same = [](city const& a, city const& b) { return a.name == b.name && a.zone == b.zone; };
    cities.erase(std::unique(cities.begin(), cities.end(), same), cities.end());
    auto const name = country_name(code, language);
    all.push_back({name, std::move(cities), {search_key(name), search_key(country_name(code, words()))}});
  }
  put_in_order(all, language);
  all.push_back({language.say("No country"), {city_of_zone("UTC", language)}, {}});
  return all;
}

// Made once for every language: it does not change while the program runs.
std::vector<country> const& countries_for(words const& language) {
  static auto const all = [] {
    std::map<std::string, std::vector<country>> made;
    for (auto const& locale : supported_locales()) made.emplace(locale, countries_in(words(locale)));
    return made;
  }();
  return all.at(language.locale());
}

view group(std::string const& name, std::vector<view> zones) {
  return {{"country", name}, {"zones", std::move(zones)}};
}

enum class likeness { none, within, begins, same };

likeness compare(std::string const& name, std::string const& wanted) {
  auto const at = name.find(wanted);
  if (at == name.npos) return likeness::none;
  if (name.size() == wanted.size()) return likeness::same;
  return at == 0 ? likeness::begins : likeness::within;
}

// Of a key that has lost its signs, "gmt5" may be either of two zones.
bool has_digits(std::string const& key) {
  return std::ranges::any_of(key, [](char c) { return c >= '0' && c <= '9'; });
}

// Every zone by its name, and by the cities of the names by which tzdata knew it once ("Calcutta", "Saigon").
std::map<std::string, std::string> const& zones_by_key() {
  static auto const all = [] {
    std::map<std::string, std::string> made;
    for (auto const& zone : all_zones()) made.emplace(search_key(zone.name), zone.name);
    for (auto const& zone : all_zones())
      for (auto const& alias : zone.aliases) made.emplace(search_key(city_in_name(alias)), zone.name);
    std::erase_if(made, [](auto const& each) { return has_digits(each.first); });
    return made;
  }();
  return all;
}

std::optional<place> place_of_zone_name(words const& language, std::string_view typed) {
  if (auto const zone = time_zone::find(typed)) return place{city_name(zone->name(), language), "", zone->name()};
  auto const found = zones_by_key().find(search_key(typed));
  if (found == zones_by_key().end()) return std::nullopt;
  return place{city_name(found->second, language), "", found->second};
}

likeness likeness_of(country const& there, city const& it, std::string const& wanted) {
  auto best = compare(it.key, wanted);
  for (auto const* keys : {&it.other_keys, &there.keys})
    for (auto const& key : *keys) best = std::max(best, compare(key, wanted));
  return best;
}

std::vector<place> places_like(words const& language, std::string_view typed) {
  auto const wanted = search_key(typed);
  if (wanted.empty()) return {};
  std::vector<place> found;
  auto best = likeness::within;
  for (auto const& each : countries_for(language))
    for (auto const& city : each.cities) {
      auto const like = likeness_of(each, city, wanted);
      if (like < best) continue;
      if (like > best) found.clear();
      best = like;
      found.push_back({city.name, each.name, city.zone});
    }
  if (best == likeness::same) return found;
  if (auto const named = place_of_zone_name(language, typed)) return {*named};
  return found;
}

}  // namespace

std::optional<time_zone> zone_known_as(std::string_view name) {
  for (auto const& zone : all_zones()) {
    if (zone.name == name) break;
    if (std::ranges::find(zone.aliases, name) != zone.aliases.end()) return time_zone::find(zone.name);
  }
  return time_zone::find(name);
}

std::vector<place> places_named(words const& language, std::string_view typed) {
  auto found = places_like(language, typed);
  // "San Jose, Costa Rica": of the places of the first part those in what follows, where it says a country.
  for (auto comma = typed.rfind(','); found.empty() && comma != typed.npos; comma = typed.substr(0, comma).rfind(',')) {
    found = places_like(language, typed.substr(0, comma));
    auto const rest = search_key(typed.substr(comma + 1));
    auto const elsewhere = [&](place const& each) { return search_key(each.country) != rest; };
    if (!std::ranges::all_of(found, elsewhere)) std::erase_if(found, elsewhere);
  }
  return found;
}

std::optional<std::string> zone_typed(words const& language, std::string_view typed) {
  if (time_zone::find(typed)) return std::string(typed);
  auto const places = places_named(language, typed);
  auto const other = [&](place const& each) { return each.zone != places.front().zone; };
  if (places.empty() || std::ranges::any_of(places, other)) return std::nullopt;
  return places.front().zone;
}

std::string zone_mistake(words const& language, std::string_view typed) {
  constexpr std::size_t most_named = 8;
  auto const places = places_named(language, typed);
  std::string names;
  for (std::size_t i = 0; i < places.size() && i < most_named; ++i)
    names += (names.empty() ? "" : ", ") + places[i].city + " (" + places[i].zone + ")";
  if (!names.empty()) return language.say("Which one do you mean? {names}", {{"names", names}});
  return language.say("We do not know “{place}”. Type a big city with the same time, such as Lagos.",
                      {{"place", std::string(typed)}});
}

std::string zone_text(words const& language, std::string_view zone) {
  if (zone == "UTC") return "UTC";
  auto const name = city_name(zone, language);
  for (auto const& each : countries_for(language))
    for (auto const& city : each.cities)
      if (city.zone == zone && city.name == name) return name + ", " + each.name;
  return std::string(zone);
}

std::vector<std::string> places_proposed(words const& language, std::string_view typed) {
  constexpr std::size_t most_proposed = 12;
  std::vector<std::string> texts;
  for (auto const& each : places_named(language, typed))
    if (texts.size() < most_proposed)
      texts.push_back(each.country.empty() ? each.zone : each.city + ", " + each.country);
  return texts;
}

view zone_options(words const& language, std::string_view chosen) {
  std::vector<view> groups;
  bool found = chosen.empty();
  for (auto const& each : countries_for(language)) {
    std::vector<view> zones;
    for (auto const& [key, name, zone, other_keys] : each.cities) {
      // Where big cities share the zone, its own city is the one.
      bool const is_it = !found && zone == chosen && name == city_name(zone, language);
      found = found || is_it;
      zones.push_back({{"zone", zone}, {"city", name}, {"chosen", is_it}});
    }
    groups.push_back(group(each.name, std::move(zones)));
  }
  if (!found) {
    std::vector<view> own{{{"zone", chosen}, {"city", chosen}, {"chosen", true}}};
    groups.insert(groups.begin(), group(language.say("As before"), std::move(own)));
  }
  return {{"zone_groups", std::move(groups)}};
}

}  // namespace rehearse
