// What storage knows of one volunteer that decides on slots: gathered here once, asked of rules/slot_grid by whoever
// lists, books, moves or explains. Read within a transaction and fresh: a copy may be kept for as long as the
// volunteer's slots_revision stays.
#pragma once

#include "scheduler/rules/interview_type.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/rules/volunteer.hpp"
#include "scheduler/storage/store.hpp"

#include <optional>
#include <vector>

namespace rehearse {

struct slot_facts {
  volunteer who;
  availability published;  // none published: no windows, in the volunteer's zone
  std::vector<occupation> occupied;
  std::vector<busy_time> busy;  // none until calendars are imported
};

// The facts that decide on starts in [from, to), those behind the weekly maximum included; none: no such volunteer.
std::optional<slot_facts> slot_facts_of(store& s, volunteer_id const& id, instant from, instant to);
// The same of every active volunteer, in two queries however many there are.
std::vector<slot_facts> slot_facts_of_active(store& s, instant from, instant to);

// The question whether `type` can be booked with them. Refers to `facts`, which must outlive it.
slot_question question_about(slot_facts const& facts, interview_type const& type, instant now);

// Hours that nobody has filled in yet.
availability unpublished(volunteer const& who);

}  // namespace rehearse
