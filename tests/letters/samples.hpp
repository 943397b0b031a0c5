// Facts for the letters' tests: a candidate in Kolkata, a volunteer in New York, a Tuesday in November.
#pragma once

#include "notify/letters/letters.hpp"

#include <string>
#include <utility>
#include <vector>

namespace rehearse {

booking_facts sample_booking();
move_facts sample_move(letter_side by);
recipient_facts sample_recipient();
letter_stamp sample_stamp();

// Every letter that there is, to each side it can go to, under a name.
std::vector<std::pair<std::string, message>> every_letter(booking_facts const& b);

}  // namespace rehearse
