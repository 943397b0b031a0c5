// Whom a candidate gets, and what else is free where that fails: all by rules/slot_grid and rules/fair_choice. Used by
// booking and moving. Reading alone, within their transactions.
#pragma once

#include "scheduler/storage/slot_facts.hpp"
#include "scheduler/use_cases/book_slot.hpp"

#include <optional>
#include <vector>

namespace rehearse {

// What a request names, as far as there is such.
struct named_in {
  std::optional<interview_type> type;
  std::optional<volunteer> who;

  named_in(store& s, book_slot_request const& asked);
};

// Does the volunteer fit all that the request asks: match, editor and programming language?
bool suits(volunteer const& who, book_slot_request const& asked);

// The volunteer who is to give the interview: the named one if free at that start, else the fairest of those who are;
// null: nobody is. There is such a type.
shared_facts volunteer_for(store& s, book_slot_request const& asked, named_in const& named, instant now);

// Starts from `from` to before `to`.
struct start_range {
  instant from;
  instant to;
};
// The days around the one that was asked for, from now on: where alternatives are looked for first.
start_range days_around(instant wanted, instant now);
// As far as any volunteer's horizon reaches.
start_range all_days(instant now);

// The free slots of one volunteer in the range that are nearest to `wanted`, at most `most`, the nearest first.
std::vector<slot> nearest_slots(slot_question const& question, start_range const& in, instant wanted, std::size_t most);

}  // namespace rehearse
