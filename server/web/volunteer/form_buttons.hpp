// What the buttons of the availability's form do to what is typed: add and remove rows, copy a day to others; what to
// say of it, and which field has the focus then. Used by the availability pages. Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "server/web/frame/form.hpp"
#include "server/web/volunteer/typed_availability.hpp"

#include <string>
#include <string_view>

namespace rehearse {

// What a button did.
struct pressed_button {
  bool known = false;  // false: it is none of these
  std::string said;    // "Window 3 is added."
  std::string focus;   // the id of the field, or of the button where no row is left
  std::string list;    // in which part of the form: "weekly", "overrides", …
};

// What a button says: "add weekly", "remove weekly 2", "add overrides", "add windows 1" (of that override), "remove
// windows 1 0", "add travel", "add welcome_zones", …, and "copy", with the days in `copy_from` and `copy_to`.
pressed_button press(words const& language, typed_availability& typed, form const& sent);

// Those days get the hours of that one, and lose their own. Days as in day_names.
void copy_day(typed_availability& typed, std::string const& from, std::vector<std::string> const& to);

}  // namespace rehearse
