// The hours of a volunteer as real time, for a range of starts: what blocks_of makes of the dates that have to do with
// it. Made for one question, or kept and asked many (storage/volunteer_snapshots). Values; any thread.
#pragma once

#include "scheduler/rules/blocks.hpp"
#include "scheduler/rules/stretch.hpp"

#include <span>
#include <vector>

namespace rehearse {

struct open_time {
  instant from, to;            // the starts that it is for, both ends included
  std::vector<block> blocks;   // in order of date
  std::vector<stretch> whole;  // all of them as one union

  bool is_for(instant first, instant last) const { return from <= first && last <= to && from < to; }
};
open_time open_time_between(availability const& published, instant from, instant to);

// The part of it that has to do with starts in [from, to].
struct open_view {
  std::span<block const> blocks;
  std::span<stretch const> whole;
};
open_view part_of(open_time const& open, instant from, instant to);

}  // namespace rehearse
