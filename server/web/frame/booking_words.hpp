// States, reasons and history of a booking in plain words, as its pages say them. Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "scheduler/rules/booking.hpp"
#include "scheduler/use_cases/manage_booking.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rehearse {

// "Your interview is booked"; once it is over, or she has told who came: "Your interview is over".
std::string state_title(words const& language, booking const& b, instant now);
// What that means for her; empty where the title says it all.
std::string state_sentence(words const& language, booking const& b, instant now);
// What the last press of a button did ("moved" → "Done: …"); empty for a word that is none.
std::string done_words(words const& language, std::string_view what);
// "You told us: you came; Zola did not come. …"; empty where she told nothing.
std::string told_presence(words const& language, booking const& b, std::string const& volunteer, instant now);
// Who said to be late, "" for the reader, with the clock of that zone: "Zola said at 22:45 (…): about 15 minutes late."
struct late_side {
  std::string name;
  std::string zone;
};
std::string lateness_words(words const& language, lateness const& told, late_side const& side);
std::string history_words(words const& language, history_line const& line);
std::string editor_words(words const& language, std::optional<editor> choice);
std::string reason_words(words const& language, cancel_reason reason);

}  // namespace rehearse
