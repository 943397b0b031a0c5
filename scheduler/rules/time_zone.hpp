// Where instants and wall-clock times meet, by the operating system's tzdata and nothing else (contract 4). Everything
// that needs an offset, a local date or an instant of a wall-clock time asks here. `date/tz.h` stays in the .cpp. Zones
// are looked up by name once and are then plain values; any thread.
#pragma once

#include "config/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace date {
class time_zone;
}

namespace rehearse {

// The last instant that is accepted: the tz library errs from 2038 on.
inline constexpr instant last_instant = date::sys_days{date::year{2036} / 12 / 31} + 23h + 59min + 59s;

struct zone_offset {
  seconds from_utc;      // east of Greenwich is positive
  instant since, until;  // the stretch of real time, [since, until), for which it holds
};

class time_zone {
 public:
  // The zone of that IANA name, aliases included (`Asia/Calcutta`), or none: `localtime`, `posixrules`, paths and names
  // that the system's database does not list are no zones. Case counts.
  static std::optional<time_zone> find(std::string_view name);

  // The name as it was asked for.
  std::string const& name() const { return name_; }

  // A time that does not exist means the instant of the transition, one that exists twice means the first.
  instant to_instant(wall_clock time) const;
  wall_clock to_wall_clock(instant when) const;
  local_date date_of(instant when) const;
  zone_offset offset_at(instant when) const;

  friend bool operator==(time_zone const& a, time_zone const& b) { return a.name_ == b.name_; }

 private:
  time_zone(std::string name, date::time_zone const* rules) : name_(std::move(name)), rules_(rules) {}
  std::string name_;
  date::time_zone const* rules_;
};

struct zone_entry {
  std::string name;                    // canonical, as tzdata.zi and zone1970.tab have it
  std::vector<std::string> aliases;    // links to it
  std::vector<std::string> countries;  // ISO 3166 codes by zone.tab / zone1970.tab; none for Etc/…
};

// Every zone of the database, by name.
std::vector<zone_entry> const& all_zones();

// "2026f", as the system's tzdata.zi says; as loaded at start.
std::string const& tzdata_version();
// The version that is installed now, read anew: differs from tzdata_version() after an upgrade, until a restart.
std::string installed_tzdata_version();

// Loads all zones and checks known instants against known answers. Nothing where all is well, else a sentence that says
// what is wrong with the system's tzdata and how to mend it. Called at start, before anything else here; the server
// then refuses to run.
std::optional<std::string> trouble_with_tzdata();

// RFC 3339 in UTC: "2026-11-24T13:30:00Z".
std::string to_text(instant when);
// RFC 9557: "2026-11-24T19:00:00+05:30[Asia/Kolkata]".
std::string to_text(instant when, time_zone const& zone);
// Reads RFC 3339 with any offset, or RFC 9557 with a zone; none when it is neither, or offset and zone disagree, or it
// has fractions of a second other than zero.
std::optional<instant> read_instant(std::string_view text);
// "2026-11-24".
std::string to_text(local_date date);

std::optional<local_date> read_date(std::string_view text);

}  // namespace rehearse
