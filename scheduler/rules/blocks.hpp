// What the windows of a date become as instants: merged where they touch or overlap, less what is blocked (contract 5).
// Used by slot_grid and clock_changes. Pure; any thread.
#pragma once

#include "scheduler/rules/availability.hpp"
#include "scheduler/rules/time_zone.hpp"

#include <vector>

namespace rehearse {

// [from, to) in real time; `date` is the date of the windows it came from.
struct block {
  local_date date;
  instant from;
  instant to;

  friend bool operator==(block const&, block const&) = default;
};

// The blocks of every date in [first, last), in order of date and then of start. Blocks of two dates may touch or
// overlap (a window past midnight). `published` has no mistakes.
std::vector<block> blocks_of(availability const& published, local_date first, local_date last);

// The windows of that date as they were written, in no order: of the weekly rules or of what replaces them, and what is
// added. Nothing is merged or blocked.
std::vector<window> windows_on(availability const& published, local_date date);

// The zone in which the windows of that date are read: the volunteer's, or while travelling the other one.
time_zone zone_on(availability const& published, local_date date);

}  // namespace rehearse
