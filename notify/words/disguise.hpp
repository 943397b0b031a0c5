// Pseudo-locales: English texts in disguise, which show what nobody translates, cuts off, or writes from the left in a
// page that is read from the right. "en-XA" has accents on every letter, brackets around every text and some 40 % more
// of it; "ar-XB" turns English around as Hebrew or Arabic would be. Made from the English catalogue while the program
// runs. For the catalogue alone. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace rehearse {

enum class disguise { none, accents, mirror };

// The text in that disguise; its {placeholders} stay as they are.
std::string disguised(std::string_view text, disguise how);

}  // namespace rehearse
