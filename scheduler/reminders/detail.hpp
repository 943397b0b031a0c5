// Reading the `detail` of a mail (scheduler/rules/mail.hpp says what stands in it, by kind). Pure; throws
// std::runtime_error for a detail that is no JSON object, which would be a fault of ours.
#pragma once

#include "scheduler/rules/mail.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// The member's value; 0, false, "" or no texts where it is not there.
int detail_number(mail const& m, std::string_view name);
bool detail_flag(mail const& m, std::string_view name);
std::string detail_text(mail const& m, std::string_view name);
std::vector<std::string> detail_texts(mail const& m, std::string_view name);

}  // namespace rehearse
