// A time of day as people write it: "9:30", "18", "1830", "18.30", "18h30", "6 pm". Used by typed_availability. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace rehearse {

// "18:30", as the API's document has it; what is no time stays as it was typed, for the reader to refuse.
std::string full_time(std::string_view typed);

}  // namespace rehearse
