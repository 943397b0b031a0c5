// States, reasons and history of a booking in plain words, as its pages say them. Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "scheduler/rules/booking.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rehearse {

// "Your interview is booked".
std::string state_title(words const& language, booking_state state);
// What that means for her; empty where the title says it all.
std::string state_sentence(words const& language, booking const& b, instant now);
// What the last press of a button did ("moved" → "Done: …"); empty for a word that is none.
std::string done_words(words const& language, std::string_view what);
std::string history_words(words const& language, history_line const& line);
std::string editor_words(words const& language, std::optional<editor> choice);
std::string reason_words(words const& language, cancel_reason reason);

}  // namespace rehearse
