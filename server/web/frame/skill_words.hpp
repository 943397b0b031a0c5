// Programming languages and topics as people write them. Volunteers type them in any way, and they are kept in small
// letters, so that a filter finds them. Used by the pages that show them. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// "typescript" → "TypeScript", "api design" → "API design", "dynamic-programming" → "Dynamic programming".
std::string skill_words(std::string_view kept);
std::vector<std::string> skill_words(std::vector<std::string> const& kept);

}  // namespace rehearse
