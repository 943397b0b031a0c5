// Big cities that people look for and that tzdata names no zone after (contract 9), with the zone whose time they keep.
// Used by zone_choice. Constants; any thread.
#pragma once

#include <span>

namespace rehearse {

struct big_city {
  char const* country;  // ISO 3166
  char const* name;     // in English; the catalogue has it in other languages
  char const* zone;
};

std::span<big_city const> big_cities();

}  // namespace rehearse
