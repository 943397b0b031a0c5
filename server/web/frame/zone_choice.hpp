// The zones that a person can choose, by country, with big cities that are no IANA names (contract 9). Used by every
// page that asks for a zone. Computes no offset. Any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "notify/words/view.hpp"
#include "scheduler/rules/time_zone.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// For parts/zone_options.html: {"zone_groups": [{"country", "zones": [{"zone", "city", "chosen"}]}]}. One zone is
// chosen at most; one that stands under no country (an alias) comes first, by its name.
view zone_options(words const& language, std::string_view chosen);

// The zone that a device calls so, by the name that people of today know: Asia/Kolkata of Asia/Calcutta. None: no zone.
std::optional<time_zone> zone_known_as(std::string_view name);

struct place {
  std::string city;
  std::string country;  // empty: the zone's own name
  std::string zone;
};
// What somebody may mean who typed a city, a country or the name of a zone, without regard to case, accents and spaces:
// those of that very name, else those that begin so, else those that have it in their name.
std::vector<place> places_named(words const& language, std::string_view typed);

// The name of a zone that was typed so, or the zone of the one place that may be meant; none: no such place, or
// several.
std::optional<std::string> zone_typed(words const& language, std::string_view typed);
// What to say where it is none.
std::string zone_mistake(words const& language, std::string_view typed);

// "Kolkata, India" of Asia/Kolkata, to be typed over; a zone of no country keeps its name.
std::string zone_text(words const& language, std::string_view zone);
// What a line to type proposes to somebody who has typed that far; nothing: nothing yet.
std::vector<std::string> places_proposed(words const& language, std::string_view typed);

}  // namespace rehearse
