// What is stored of one volunteer that decides on slots: gathered here once, asked of rules/slot_grid by whoever lists,
// books, moves or explains. A read may be given the copy that volunteer_snapshots keeps; a write looks for itself
// before it acts. Immutable once made.
#pragma once

#include "scheduler/rules/interview_type.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/rules/volunteer.hpp"
#include "scheduler/storage/kept_starts.hpp"
#include "scheduler/storage/store.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace rehearse {

struct slot_facts {
  volunteer who;
  availability published;  // none published: no windows, in the volunteer's zone
  std::vector<occupation> occupied;
  std::vector<busy_time> busy;          // none until calendars are imported
  open_time expanded;                   // of a kept copy: `published` as real time; else for no range
  std::shared_ptr<kept_starts> starts;  // of a kept copy; else null
};
using shared_facts = std::shared_ptr<slot_facts const>;

// The facts that decide on starts in [from, to), those behind the weekly maximum included; null: no such volunteer.
shared_facts slot_facts_of(store& s, volunteer_id const& id, instant from, instant to);
// The same of every active volunteer, in order of name and id.
std::vector<shared_facts> slot_facts_of_active(store& s, instant from, instant to);
// The same for a write that will look at whom it takes once more: of those copied by a read, and of who changed since.
// In no order. Where other processes write, too, what they did of late may be missing. None: nothing is known; ask the
// other.
std::optional<std::vector<shared_facts>> known_facts_of_active(store& s, instant from, instant to);

// The question whether an interview of that type and duration can be booked with them. Refers to `facts`, which must
// outlive it.
slot_question question_about(slot_facts const& facts, interview_type const& type, instant now);

// The instant from which time alone may change which slots they have: another minute begins (what notice, horizon and
// midnight do, they do on whole minutes), or a hold runs out.
instant same_slots_until(std::vector<shared_facts> const& all, instant now);

// Hours that nobody has filled in yet.
availability unpublished(volunteer const& who);

namespace storage {

// How far beyond a range the facts of it go: the weekly maximum counts whole ISO weeks, in any zone; an interview with
// its buffers reaches less than a day.
inline constexpr auto reach_of_facts = std::chrono::hours{24 * 9};

// By name and id: the order in which those who can be asked are listed.
bool named_before(shared_facts const& a, shared_facts const& b);

// Straight from the tables, whatever is kept; not shared yet, so that whoever keeps them can expand them in place.
std::shared_ptr<slot_facts> read_slot_facts(connection& db, volunteer_id const& id, instant from, instant to);
std::shared_ptr<slot_facts> read_slot_facts(connection& db, volunteer who, instant from, instant to);
std::vector<std::shared_ptr<slot_facts>> read_slot_facts_of_active(connection& db, instant from, instant to);

}  // namespace storage

}  // namespace rehearse
