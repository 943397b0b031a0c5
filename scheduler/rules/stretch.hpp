// Stretches of real time and their union. Used by the slot grid and its blocks. Values; any thread.
#pragma once

#include "config/instant.hpp"

#include <vector>

namespace rehearse {

// [from, to).
struct stretch {
  instant from;
  instant to;

  friend bool operator==(stretch const&, stretch const&) = default;
};

// Makes of the stretches their union: ascending, none empty, none touching another.
void merge(std::vector<stretch>& stretches);

}  // namespace rehearse
