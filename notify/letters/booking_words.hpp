// Phrases about a booking that several letters and the calendar entry share. For notify/letters alone. Pure; any
// thread.
#pragma once

#include "notify/letters/draft.hpp"
#include "notify/letters/facts.hpp"

#include <string>

namespace rehearse {

person_facts const& own_side(letter_side side, booking_facts const& b);
person_facts const& other_side(letter_side side, booking_facts const& b);

// The name of the other side as `side` may read it: "the volunteer" or "the candidate" where it could be an
// advertisement.
std::string name_of_other(letter_side side, booking_facts const& b, words const& language);
std::string candidate_name(booking_facts const& b, words const& language);

// The page on which that side cancels, moves or says it is late; the organizer's may be missing.
std::string page_of(letter_side side, booking_facts const& b);

std::string editor_words(letter_side side, booking_facts const& b, words const& language);
std::string language_words(letter_side side, booking_facts const& b, words const& language);

// "Coding (1 hour)".
letter_draft::row interview_row(booking_facts const& b, words const& language);

// The interview at a glance, as that side needs it.
std::vector<letter_draft::row> interview_rows(letter_side side, booking_facts const& b, words const& language);

}  // namespace rehearse
