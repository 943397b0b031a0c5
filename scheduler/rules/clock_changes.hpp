// Where the clocks change, and what that does to the hours of a volunteer (contract 4): hours that the clock skips do
// not exist that day, hours that it repeats are longer. Used by the pages of volunteers, which explain it; what can be
// booked is decided in blocks.hpp, by the same clock. Pure; any thread.
#pragma once

#include "scheduler/rules/availability.hpp"
#include "scheduler/rules/time_zone.hpp"

#include <vector>

namespace rehearse {

struct clock_change {
  instant at;
  std::string zone;
  wall_clock before;  // what the clock would show without the change: 02:00
  wall_clock after;   // and what it shows: 03:00

  minutes forward() const { return std::chrono::duration_cast<minutes>(after - before); }  // negative: back
};

// The changes of that zone's clock in [from, to), in order.
std::vector<clock_change> clock_changes_in(time_zone const& zone, instant from, instant to);

// Hours that are longer or shorter in real time than on the clock.
struct touched_hours {
  window hours;
  minutes longer;    // than they look; negative: shorter
  bool none_at_all;  // the clock skips them
};
struct felt_change {
  clock_change change;
  std::vector<touched_hours> touched;  // empty: the hours only keep to the clock
};

// The changes in [from, to) of the clocks on which these hours are read then: at home, or on a journey.
std::vector<felt_change> clock_changes_felt(availability const& published, instant from, instant to);

}  // namespace rehearse
