// What a candidate told for the interview, in words: the same on the booking's own page and on the volunteer's. Pure;
// any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "notify/words/view.hpp"
#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/interview_type.hpp"

#include <string>
#include <vector>

namespace rehearse {

// [{"label", "answer"}] in the order of the type's questions, then what it does not ask any more. `type` may be null.
std::vector<view> answer_views(words const& language, booking const& b, interview_type const* type);

// "slow connection; camera off"; empty: nothing was said.
std::string format_words(words const& language, std::vector<std::string> const& format);

}  // namespace rehearse
