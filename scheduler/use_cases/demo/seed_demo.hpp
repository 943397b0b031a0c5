// Fills an empty database with a small believable programme: six volunteers in different zones, three interview types
// with criteria, bookings in several states. Through the same use cases as everybody else.
#pragma once

#include "scheduler/rules/result.hpp"
#include "scheduler/storage/store.hpp"

namespace rehearse {

struct seeded_demo {
  std::string organizer_email;
  std::string volunteer_email;
};
// wrong_state: the database is not empty (an organizer, volunteer, interview type or booking is there).
result<seeded_demo> seed_demo(store& s, instant now);

}  // namespace rehearse
