// "In Lagos it is now 14:05": the clock of whoever reads the page, as the server's zones have it, with what a script
// needs to let it run on. A script adds the time that passes and nothing else: it never computes a local time. Used by
// the candidates' pages that show times. Pure; any thread.
#pragma once

#include "scheduler/rules/time_zone.hpp"
#include "server/web/frame/page.hpp"

namespace rehearse {

// For parts/clock.html: {"now_there", "clock_seconds", "clock_lasts"}: the seconds of her day, and for how many more
// the clock runs on evenly, since her zone changes its offset then; and "zone_name": "UTC+01:00, Africa/Lagos".
view her_clock(page_call const& c, time_zone const& zone, instant now);

}  // namespace rehearse
