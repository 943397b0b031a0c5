#include "scheduler/rules/zone_list.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace rehearse {

namespace {

std::ifstream open_or_throw(std::filesystem::path const& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return in;
}

struct listed_names {
  std::map<std::string, zone_entry> zones;
  std::map<std::string, std::string> links;  // alias → target, which may itself be an alias
};

// zic(8): "Z NAME …" begins a zone, "L TARGET ALIAS" is a link; everything else is rules.
listed_names read_names(std::filesystem::path const& file) {
  listed_names names;
  auto in = open_or_throw(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string kind, first, second;
    words >> kind >> first >> second;
    // "Factory" stands for a clock that nobody has set, and is no place.
    if (kind == "Z" && first != "Factory") names.zones[first].name = first;
    if (kind == "L") names.links[second] = first;
  }
  if (names.zones.empty()) throw std::runtime_error(file.string() + " lists no zones");
  return names;
}

// The zone a link ends at, or nowhere when the list is broken. Bounded: a list may be a circle.
zone_entry* end_of_link(listed_names& names, std::string target) {
  for (int steps = 0; steps < 10; ++steps) {
    if (auto zone = names.zones.find(target); zone != names.zones.end()) return &zone->second;
    auto next = names.links.find(target);
    if (next == names.links.end()) return nullptr;
    target = next->second;
  }
  return nullptr;
}

// Lines of both tables: "IN<tab>+2232+08822<tab>Asia/Kolkata"; zone1970.tab has several countries, with commas. With
// `of_links` those of other names of a zone as well: Åland's keeps the time of Helsinki.
void add_countries(listed_names& names, std::filesystem::path const& table, bool of_links) {
  auto in = open_or_throw(table);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream columns(line);
    std::string countries, place, zone;
    columns >> countries >> place >> zone;
    auto* entry = end_of_link(names, zone);
    if (entry == nullptr || (!of_links && entry->name != zone)) continue;
    std::istringstream codes(countries);
    for (std::string code; std::getline(codes, code, ',');) {
      if (std::ranges::find(entry->countries, code) == entry->countries.end()) entry->countries.push_back(code);
    }
  }
}

}  // namespace

std::string tzdata_version_in(std::filesystem::path const& folder) {
  auto const file = folder / "tzdata.zi";
  auto in = open_or_throw(file);
  std::string hash, word, version;
  in >> hash >> word >> version;
  if (hash != "#" || word != "version" || version.empty()) {
    throw std::runtime_error(file.string() + " does not begin with its version");
  }
  return version;
}

std::vector<zone_entry> zones_listed_in(std::filesystem::path const& folder) {
  auto names = read_names(folder / "tzdata.zi");
  // zone.tab first: there a zone has one country, its own.
  for (bool const of_links : {false, true}) add_countries(names, folder / "zone.tab", of_links);
  add_countries(names, folder / "zone1970.tab", true);
  for (auto const& [alias, target] : names.links) {
    if (auto* zone = end_of_link(names, target)) zone->aliases.push_back(alias);
  }
  std::vector<zone_entry> listed;
  listed.reserve(names.zones.size());
  for (auto& [name, zone] : names.zones) listed.push_back(std::move(zone));
  return listed;
}

}  // namespace rehearse
