// A volunteer publishes when they can be booked; interviews already agreed outside it stay, and are answered.
#pragma once

#include "scheduler/rules/availability.hpp"
#include "scheduler/rules/caller.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/storage/store.hpp"

#include <optional>
#include <vector>

namespace rehearse {

struct availability_record {
  availability published;
  int revision = 0;  // the ETag; 0: none was published yet, `weekly` is empty and the zone the volunteer's
};

// For the volunteer and the organizer; not_found for others.
result<availability_record> read_availability(store& s, caller const& who, volunteer_id const& of);

struct publish_availability_request {
  volunteer_id volunteer;
  availability published;
  std::optional<int> expected_revision;  // precondition_failed when another is stored
  bool only_if_none = false;             // If-None-Match: *
};

struct published_availability {
  availability_record record;
  std::vector<booking_id> bookings_outside;  // open ones that do not lie in the new hours
  bool without_place = false;                // no place to meet is known: the volunteer is warned
};

result<published_availability> publish_availability(store& s, caller const& who,
                                                    publish_availability_request const& asked, instant now);

struct preview_request {
  volunteer_id volunteer;
  availability draft;  // not stored
  slug type;
  instant from;
  instant to;
};
// The slots that a draft would give, with what is booked now.
result<std::vector<slot>> preview_slots(store& s, caller const& who, preview_request const& asked, instant now);

}  // namespace rehearse
