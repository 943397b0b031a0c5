// A week of free times as somebody chooses one: by days of her zone, those of her waking hours first, those of her
// night folded away under their name. Used by the pages that book and that move. Pure; any thread.
#pragma once

#include "scheduler/rules/time_zone.hpp"
#include "server/web/candidate/openings.hpp"

#include <vector>

namespace rehearse {

// Between 22:00 and 07:00 on her wall clock.
bool is_night(wall_clock start);

// What the days from `first` to `last` are called: "Thu 26 Nov to Wed 2 Dec", or one day alone.
std::string week_title(words const& language, local_date first, local_date last, local_date today);

// For parts/free_times.html. Each time says in its accessible name its day and offset, and whether it is at night.
// Where the clocks change on a day, each of its times says its offset, and the day says none.
view week_view(std::vector<opening> const& all, time_zone const& zone, words const& language, instant now);

}  // namespace rehearse
