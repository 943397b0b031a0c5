// Hours in words: the names of days and of places in the form, what is wrong where, and what is set, in lines that a
// person reads. Used by the availability pages. Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "server/web/frame/form.hpp"
#include "server/web/volunteer/typed_availability.hpp"

#include <string>
#include <vector>

namespace rehearse {

// "Monday" of "mon"; "Monday, Tuesday" of both.
std::string day_word(words const& language, std::string const& day);
std::string days_text(words const& language, std::vector<std::string> const& days);
std::string joined(std::vector<std::string> const& texts);  // with commas
// "from Tue 1 Dec, no more from Fri 1 Jan"; empty: all year.
std::string season_text(words const& language, std::string const& starting, std::string const& until);

// Collects the mistakes of what was typed at their fields, each sentence with the place where it is: "Window 2, to: …".
void take_mistakes(words const& language, refusal const& why, typed_availability const& typed, form& into);

// What is set, a line for each row that says something; all of them together: what is published, beside the form.
std::vector<std::string> weekly_lines(words const& language, typed_availability const& typed);
std::vector<std::string> override_lines(words const& language, typed_availability const& typed);
std::vector<std::string> journey_lines(words const& language, typed_availability const& typed);
std::vector<std::string> limit_lines(words const& language, typed_availability const& typed);
std::vector<std::string> summary_lines(words const& language, typed_availability const& typed);

}  // namespace rehearse
