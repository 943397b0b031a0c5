#include "server/web/frame/zone_choice.hpp"

#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace rehearse {
namespace {

// Letters that big cities have in their names beside those of ASCII.
constexpr std::pair<std::string_view, char> accents[] = {{"á", 'a'}, {"ã", 'a'}, {"ä", 'a'}, {"å", 'a'}, {"ç", 'c'},
                                                         {"é", 'e'}, {"è", 'e'}, {"í", 'i'}, {"ñ", 'n'}, {"ó", 'o'},
                                                         {"ô", 'o'}, {"ö", 'o'}, {"ú", 'u'}, {"ü", 'u'}};

// "São Paulo" → "saopaulo".
std::string folded(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    auto const accent = std::ranges::find_if(accents, [&](auto const& a) { return text.starts_with(a.first); });
    auto const ch = accent != std::end(accents) ? accent->second : text.front();
    text.remove_prefix(accent != std::end(accents) ? accent->first.size() : 1);
    if (ch >= 'A' && ch <= 'Z') plain += static_cast<char>(ch - 'A' + 'a');
    if ((ch >= 'a' && ch <= 'z') || static_cast<unsigned char>(ch) > 127) plain += ch;
  }
  return plain;
}

struct city {
  std::string name;
  std::string zone;
  std::string key = folded(name);

  friend auto operator<=>(city const&, city const&) = default;
};

struct country {
  std::string name;
  std::vector<city> cities;
  std::string key = folded(name);
};

struct big_city {
  char const* country;
  char const* name;
  char const* zone;
};

// Places that people look for and tzdata does not name.
// clang-format off
constexpr big_city big_cities[] = {
    {"IN", "Ahmedabad", "Asia/Kolkata"},          {"IN", "Bengaluru", "Asia/Kolkata"},
    {"IN", "Chennai", "Asia/Kolkata"},            {"IN", "Coimbatore", "Asia/Kolkata"},
    {"IN", "Delhi", "Asia/Kolkata"},              {"IN", "Hyderabad", "Asia/Kolkata"},
    {"IN", "Jaipur", "Asia/Kolkata"},             {"IN", "Kanpur", "Asia/Kolkata"},
    {"IN", "Kochi", "Asia/Kolkata"},              {"IN", "Lucknow", "Asia/Kolkata"},
    {"IN", "Mumbai", "Asia/Kolkata"},             {"IN", "Nagpur", "Asia/Kolkata"},
    {"IN", "New Delhi", "Asia/Kolkata"},          {"IN", "Pune", "Asia/Kolkata"},
    {"IN", "Surat", "Asia/Kolkata"},              {"NG", "Abuja", "Africa/Lagos"},
    {"NG", "Benin City", "Africa/Lagos"},         {"NG", "Enugu", "Africa/Lagos"},
    {"NG", "Ibadan", "Africa/Lagos"},             {"NG", "Jos", "Africa/Lagos"},
    {"NG", "Kaduna", "Africa/Lagos"},             {"NG", "Kano", "Africa/Lagos"},
    {"NG", "Onitsha", "Africa/Lagos"},            {"NG", "Port Harcourt", "Africa/Lagos"},
    {"GH", "Kumasi", "Africa/Accra"},             {"KE", "Mombasa", "Africa/Nairobi"},
    {"TZ", "Dodoma", "Africa/Dar_es_Salaam"},     {"ET", "Addis Ababa", "Africa/Addis_Ababa"},
    {"CM", "Yaoundé", "Africa/Douala"},           {"ZA", "Cape Town", "Africa/Johannesburg"},
    {"ZA", "Durban", "Africa/Johannesburg"},      {"ZA", "Pretoria", "Africa/Johannesburg"},
    {"EG", "Alexandria", "Africa/Cairo"},         {"MA", "Rabat", "Africa/Casablanca"},
    {"PK", "Faisalabad", "Asia/Karachi"},         {"PK", "Islamabad", "Asia/Karachi"},
    {"PK", "Lahore", "Asia/Karachi"},             {"BD", "Chattogram", "Asia/Dhaka"},
    {"BD", "Chittagong", "Asia/Dhaka"},           {"CN", "Beijing", "Asia/Shanghai"},
    {"CN", "Guangzhou", "Asia/Shanghai"},         {"CN", "Shenzhen", "Asia/Shanghai"},
    {"JP", "Osaka", "Asia/Tokyo"},                {"KR", "Busan", "Asia/Seoul"},
    {"VN", "Hanoi", "Asia/Ho_Chi_Minh"},          {"VN", "Ho Chi Minh City", "Asia/Ho_Chi_Minh"},
    {"ID", "Bandung", "Asia/Jakarta"},            {"ID", "Surabaya", "Asia/Jakarta"},
    {"PH", "Cebu", "Asia/Manila"},                {"MY", "Penang", "Asia/Kuala_Lumpur"},
    {"SA", "Jeddah", "Asia/Riyadh"},              {"AE", "Abu Dhabi", "Asia/Dubai"},
    {"IL", "Tel Aviv", "Asia/Jerusalem"},         {"TR", "Ankara", "Europe/Istanbul"},
    {"RU", "Saint Petersburg", "Europe/Moscow"},  {"UA", "Lviv", "Europe/Kyiv"},
    {"PL", "Kraków", "Europe/Warsaw"},            {"DE", "Frankfurt", "Europe/Berlin"},
    {"DE", "Hamburg", "Europe/Berlin"},           {"DE", "Munich", "Europe/Berlin"},
    {"CH", "Geneva", "Europe/Zurich"},            {"IT", "Milan", "Europe/Rome"},
    {"FR", "Lyon", "Europe/Paris"},               {"ES", "Barcelona", "Europe/Madrid"},
    {"PT", "Porto", "Europe/Lisbon"},             {"GB", "Edinburgh", "Europe/London"},
    {"GB", "Manchester", "Europe/London"},        {"CA", "Calgary", "America/Edmonton"},
    {"CA", "Montreal", "America/Toronto"},        {"CA", "Ottawa", "America/Toronto"},
    {"US", "Atlanta", "America/New_York"},        {"US", "Austin", "America/Chicago"},
    {"US", "Boston", "America/New_York"},         {"US", "Dallas", "America/Chicago"},
    {"US", "Houston", "America/Chicago"},         {"US", "Miami", "America/New_York"},
    {"US", "Philadelphia", "America/New_York"},   {"US", "San Diego", "America/Los_Angeles"},
    {"US", "San Francisco", "America/Los_Angeles"},{"US", "San Jose", "America/Los_Angeles"},
    {"US", "Seattle", "America/Los_Angeles"},     {"US", "Washington DC", "America/New_York"},
    {"MX", "Guadalajara", "America/Mexico_City"}, {"CO", "Medellín", "America/Bogota"},
    {"BR", "Brasília", "America/Sao_Paulo"},      {"BR", "Rio de Janeiro", "America/Sao_Paulo"},
    {"AU", "Canberra", "Australia/Sydney"},       {"NZ", "Wellington", "Pacific/Auckland"},
};
// clang-format on

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
    if (!zone.countries.empty()) by_code[zone.countries.front()].push_back({city_of(zone.name), zone.name});
  for (auto const& big : big_cities) by_code[big.country].push_back({big.name, big.zone});
  std::vector<country> all;
  for (auto& [code, cities] : by_code) {
    std::ranges::sort(cities);
    cities.erase(std::unique(cities.begin(), cities.end()), cities.end());
    all.push_back({country_name(code, language), std::move(cities)});
  }
  put_in_order(all, language);
  all.push_back({language.say("No country"), {{"UTC", "UTC"}}});
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

// Every zone by its name, and by the cities of the names by which tzdata knew it once ("Calcutta", "Saigon").
std::map<std::string, place> const& zones_by_key() {
  static auto const all = [] {
    std::map<std::string, place> made;
    for (auto const& zone : all_zones()) made.emplace(folded(zone.name), place{city_of(zone.name), "", zone.name});
    for (auto const& zone : all_zones())
      for (auto const& alias : zone.aliases) made.emplace(folded(city_of(alias)), place{city_of(alias), "", zone.name});
    return made;
  }();
  return all;
}

std::optional<place> place_of_zone_name(std::string_view typed) {
  if (auto const zone = time_zone::find(typed)) return place{city_of(zone->name()), "", zone->name()};
  auto const found = zones_by_key().find(folded(typed));
  return found == zones_by_key().end() ? std::nullopt : std::optional(found->second);
}

std::vector<place> places_like(words const& language, std::string_view typed) {
  auto const wanted = folded(typed);
  if (wanted.empty()) return {};
  std::vector<place> found;
  auto best = likeness::within;
  for (auto const& each : countries_for(language))
    for (auto const& [name, zone, key] : each.cities) {
      auto const like = std::max(compare(key, wanted), compare(each.key, wanted));
      if (like < best) continue;
      if (like > best) found.clear();
      best = like;
      found.push_back({name, each.name, zone});
    }
  if (best == likeness::same) return found;
  if (auto const named = place_of_zone_name(typed)) return {*named};
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
  auto const comma = typed.find(',');
  if (!found.empty() || comma == typed.npos) return found;
  // "San Jose, Costa Rica": of the places of the first part those in what follows, where it says a country.
  found = places_like(language, typed.substr(0, comma));
  auto const rest = folded(typed.substr(comma + 1));
  auto const elsewhere = [&](place const& each) { return folded(each.country) != rest; };
  if (!std::ranges::all_of(found, elsewhere)) std::erase_if(found, elsewhere);
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
  auto const name = city_of(zone);
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
    for (auto const& [name, zone, key] : each.cities) {
      // Where big cities share the zone, its own city is the one.
      bool const is_it = !found && zone == chosen && (name == city_of(zone));
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
