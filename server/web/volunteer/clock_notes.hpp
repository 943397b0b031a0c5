// What the clocks do in the coming weeks, in sentences, where it matters to these hours: at home or on a journey, and
// to the candidate elsewhere. scheduler/rules/clock_changes says what changes. Used by slots_preview. Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "scheduler/rules/availability.hpp"

#include <string>
#include <vector>

namespace rehearse {

std::vector<std::string> clock_notes(words const& language, availability const& published,
                                     std::string const& candidate_zone, instant from, instant to);

}  // namespace rehearse
