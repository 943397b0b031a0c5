// The one clock. `main` makes the system's, tests make one they move by hand; whoever needs the time is handed one, and
// the rules are handed an instant. No other file reads the time (an architecture test looks). Any thread.
#pragma once

#include "config/instant.hpp"

namespace rehearse {

class clock {
 public:
  virtual ~clock() = default;
  // The present instant, rounded down to the second.
  virtual instant now() const = 0;
};

// Reads the system's clock.
class system_clock final : public clock {
 public:
  instant now() const override;
};

}  // namespace rehearse
