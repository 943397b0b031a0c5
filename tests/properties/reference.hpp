// The slot rules of contract 5 once more, in the slowest and most obvious way: minute by minute, by looking at the
// clock on the volunteer's wall. Shares nothing with blocks.cpp and slot_grid.cpp; knows only how to read a wall clock.
#pragma once

#include "scheduler/rules/slot_grid.hpp"

#include <vector>

namespace rehearse::properties {

// What free_slots should answer. `from` and `to` are whole minutes.
std::vector<slot> reference_slots(slot_question const& question, instant from, instant to);

}  // namespace rehearse::properties
