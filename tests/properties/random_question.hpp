// Random availabilities and questions about them, near offset changes of random zones: seasons, overrides in every
// mode, journeys, windows past midnight, bookings, holds, busy times. For properties.
#pragma once

#include "scheduler/rules/slot_grid.hpp"

#include <string>
#include <vector>

namespace rehearse::properties {

// Owns what a slot_question only refers to.
struct random_question {
  availability published;
  minutes duration{60};
  std::vector<occupation> occupied;
  std::vector<busy_time> busy;
  instant now;
  std::optional<booking_id> moving;
  bool active = true;
  bool gives_type = true;
  instant from, to;  // to be asked for; whole minutes

  slot_question question() const { return {published, duration, occupied, busy, now, moving, active, gives_type}; }
  // For the report of a failure.
  std::string text() const;
};

// Draws one inside a running RapidCheck property.
random_question any_question();
// Only the availability, near `around`.
availability any_availability(std::string zone, instant around);

// The offset changes of a zone in the coming ten years.
std::vector<instant> offset_changes(time_zone const& zone);

}  // namespace rehearse::properties
