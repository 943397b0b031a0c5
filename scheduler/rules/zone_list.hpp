// Which zones the system's tzdata has, by its own list (tzdata.zi, zone1970.tab, zone.tab): names, aliases, countries,
// version. Used by time_zone alone and by its tests; it reads files and knows no offset. Any thread.
#pragma once

#include "scheduler/rules/time_zone.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace rehearse {

// The folder in which the operating system, and so the tz library, keeps tzdata.
inline constexpr char const* zoneinfo_folder = "/usr/share/zoneinfo";

// "2026f": the first line of tzdata.zi in that folder. Throws std::runtime_error, with a sentence, when there is none.
std::string tzdata_version_in(std::filesystem::path const& folder);

// Every zone that tzdata.zi in that folder lists, by name, links resolved to the zone they end at; countries where the
// tables name them. Throws std::runtime_error, with a sentence, when a file is missing or lists nothing.
std::vector<zone_entry> zones_listed_in(std::filesystem::path const& folder);

}  // namespace rehearse
