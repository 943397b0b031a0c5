// The zones that a person can choose, by country, with big cities that are no IANA names (contract 9). Used by every
// page that asks for a zone. Computes no offset. Any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "notify/words/view.hpp"

#include <string_view>
#include <vector>

namespace rehearse {

// For parts/zone_options.html: {"zone_groups": [{"country", "zones": [{"zone", "city", "chosen"}]}]}. One zone is
// chosen at most; one that stands under no country (an alias) comes first, by its name.
view zone_options(words const& language, std::string_view chosen);

}  // namespace rehearse
