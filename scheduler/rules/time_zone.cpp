#include "scheduler/rules/time_zone.hpp"

#include "scheduler/rules/zone_list.hpp"

#include <functional>
#include <stdexcept>
#include <unordered_map>

#include <date/tz.h>

namespace rehearse {

namespace {

struct text_hash : std::hash<std::string_view> {
  using is_transparent = void;
};
using zones_by_name = std::unordered_map<std::string, date::time_zone const*, text_hash, std::equal_to<>>;

struct database {
  std::string version;
  std::vector<zone_entry> entries;
  zones_by_name rules;  // aliases too
};

// The rules of one name. Asking for an offset makes the library load the file now, so that a tzdata upgrade cannot mix
// old and new rules in a running process.
date::time_zone const* load(std::string const& name) {
  auto const* rules = date::locate_zone(name);
  rules->get_info(instant{});
  return rules;
}

// Some systems list old names whose files they keep in another package: such an alias is then no zone here.
bool is_installed(std::string const& name) {
  return std::filesystem::exists(std::filesystem::path(zoneinfo_folder) / name);
}

database load_database() {
  database d{tzdata_version_in(zoneinfo_folder), zones_listed_in(zoneinfo_folder), {}};
  for (auto& entry : d.entries) {
    std::erase_if(entry.aliases, [](std::string const& alias) { return !is_installed(alias); });
    d.rules.emplace(entry.name, load(entry.name));
    for (auto const& alias : entry.aliases) d.rules.emplace(alias, load(alias));
  }
  return d;
}

// Read once, by whoever comes first; throws std::runtime_error again and again where tzdata is broken.
database const& the_database() {
  static database const d = load_database();
  return d;
}

struct known_answer {
  char const* zone;
  wall_clock local;
  instant when;
};

constexpr wall_clock local(int y, unsigned m, unsigned d, hours h, minutes min) {
  return date::local_days{date::year{y} / static_cast<int>(m) / static_cast<int>(d)} + h + min;
}
constexpr instant utc(int y, unsigned m, unsigned d, hours h, minutes min) {
  return date::sys_days{date::year{y} / static_cast<int>(m) / static_cast<int>(d)} + h + min;
}

// All past, so that no government can make them wrong. Files in the "slim" form, which the library misreads, fail the
// first ones.
known_answer const known_answers[] = {
    {"Europe/Berlin", local(2025, 1, 15, 12h, 0min), utc(2025, 1, 15, 11h, 0min)},
    {"Europe/Berlin", local(2025, 7, 15, 12h, 0min), utc(2025, 7, 15, 10h, 0min)},
    {"America/New_York", local(2025, 3, 9, 2h, 30min), utc(2025, 3, 9, 7h, 0min)},
    {"America/New_York", local(2025, 11, 2, 1h, 30min), utc(2025, 11, 2, 5h, 30min)},
    {"Australia/Lord_Howe", local(2024, 10, 6, 2h, 15min), utc(2024, 10, 5, 15h, 30min)},
    {"Asia/Kolkata", local(2025, 7, 15, 12h, 0min), utc(2025, 7, 15, 6h, 30min)},
    {"Asia/Calcutta", local(2025, 7, 15, 12h, 0min), utc(2025, 7, 15, 6h, 30min)},
    {"Pacific/Apia", local(2011, 12, 30, 12h, 0min), utc(2011, 12, 30, 10h, 0min)},
};

void check_known_answers() {
  for (auto const& known : known_answers) {
    auto const zone = time_zone::find(known.zone);
    if (!zone) throw std::runtime_error(std::string("it has no zone ") + known.zone);
    if (zone->to_instant(known.local) != known.when) {
      throw std::runtime_error(std::string("a known time in ") + known.zone + " comes out as " +
                               to_text(zone->to_instant(known.local)) + " in place of " + to_text(known.when));
    }
  }
}

}  // namespace

std::optional<time_zone> time_zone::find(std::string_view name) {
  auto const& rules = the_database().rules;
  auto const found = rules.find(name);
  if (found == rules.end()) return std::nullopt;
  return time_zone{found->first, found->second};
}

instant time_zone::to_instant(wall_clock time) const {
  auto const info = rules_->get_info(time);
  if (info.result == date::local_info::nonexistent) return info.first.end;
  return instant{time.time_since_epoch() - info.first.offset};
}

wall_clock time_zone::to_wall_clock(instant when) const {
  return wall_clock{when.time_since_epoch() + rules_->get_info(when).offset};
}

local_date time_zone::date_of(instant when) const {
  return date::floor<date::days>(to_wall_clock(when));
}

zone_offset time_zone::offset_at(instant when) const {
  auto const info = rules_->get_info(when);
  return {info.offset, info.begin, info.end};
}

std::vector<zone_entry> const& all_zones() {
  return the_database().entries;
}

std::string const& tzdata_version() {
  return the_database().version;
}

std::string installed_tzdata_version() {
  return tzdata_version_in(zoneinfo_folder);
}

std::optional<std::string> trouble_with_tzdata() {
  try {
    the_database();
    check_known_answers();
    return std::nullopt;
  } catch (std::exception const& e) {
    return "The system's time zone data in " + std::string(zoneinfo_folder) + " cannot be used: " + e.what() +
           ". Install the package tzdata anew (on Debian: apt-get install --reinstall tzdata).";
  }
}

}  // namespace rehearse
