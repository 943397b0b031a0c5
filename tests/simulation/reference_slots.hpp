// The slots that a volunteer should have, by the slow reference of tests/properties: minute by minute on the
// volunteer's wall clock, from the hours that the year published and the rows of the occupations table. The test's
// thread.
#pragma once

#include "tests/simulation/year.hpp"

namespace rehearse::test {

// Starts in [from, to); those to which `moving` could be moved, where one is named.
std::vector<slot> expected_slots(year& y, giver const& g, interview_type const& type, instant from, instant to,
                                 std::string const& moving = {});

// Is this what the booking can be moved to?
void expect_starts_to_move_to(year& y, booking_row const& b, std::vector<slot> const& listed, instant from, instant to);

}  // namespace rehearse::test
