// "Which slots are there?" of one volunteer, of all of them, of one instant, and why or why not: all ask
// rules/slot_grid. Used by the API, the pages and, inside their transactions, by booking and moving. Reading alone.
#pragma once

#include "scheduler/rules/caller.hpp"
#include "scheduler/rules/interview_type.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/rules/volunteer.hpp"
#include "scheduler/storage/store.hpp"

#include <optional>
#include <vector>

namespace rehearse {

struct volunteer_slots_request {
  volunteer_id volunteer;
  slug type;
  instant from;  // from <= start < to
  instant to;
};

struct volunteer_slots {
  interview_type type;
  std::vector<slot> slots;  // ascending; none of a volunteer who is not active
  instant same_until;       // from then on time alone may change them
};

// not_found: no such volunteer (or one who is not public and not the caller), or no such type.
result<volunteer_slots> list_slots(store& s, caller const& who, volunteer_slots_request const& asked, instant now);

struct volunteer_name {
  volunteer_id id;
  std::string name;
};

struct pool_request {
  slug type;
  match asked;
  instant from;  // the range is of some weeks at most: it costs memory by the minute
  instant to;
  std::string candidate_zone;  // volunteers who welcome it are named first; may be empty
  std::size_t names = 3;       // how many volunteers are named for each instant; of one instant: all
};

struct pool_slot {
  instant start;
  instant end;
  int volunteer_count = 0;
  std::vector<volunteer_name> volunteers;
};

struct pool_slots {
  interview_type type;
  std::vector<pool_slot> slots;  // ascending, each instant once
  instant same_until;            // from then on time alone may change them
};

// Over all active volunteers who give the type and fit. not_found: no such type.
result<pool_slots> list_pool_slots(store& s, pool_request const& asked, instant now);

// The first free start of the pool at or after `from`, as far as any horizon reaches.
result<std::optional<pool_slot>> next_opening(store& s, slug const& type, match const& asked, instant from,
                                              instant now);

struct explain_slot_request {
  volunteer_id volunteer;
  slug type;
  instant start;
};

struct slot_explanation {
  explanation rules;
  // Who holds the booking that is in the way, for the volunteer and the organizer alone.
  std::optional<std::string> held_by;
};

result<slot_explanation> explain_slot(store& s, caller const& who, explain_slot_request const& asked, instant now);

}  // namespace rehearse
