#include "server/web/candidate/her_clock.hpp"

#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"

#include <algorithm>

namespace rehearse {

view her_clock(page_call const& c, time_zone const& zone, instant now) {
  time_text const text(c.language);
  auto const there = zoned(now, zone);
  auto const of_day = there.at - date::floor<date::days>(there.at);
  auto const lasts = std::min<seconds>(zone.offset_at(now).until - now, 24h);
  return {{"now_there", text.now_there(there)},
          {"zone_name", text.zone(there)},
          {"clock_seconds", of_day / 1s},
          {"clock_lasts", lasts / 1s}};
}

}  // namespace rehearse
