// The form of an availability as templates/availability.html shows it: rows with their fields, buttons, mistakes.
// Used by availability_pages alone. Pure; any thread.
#pragma once

#include "server/web/frame/page.hpp"
#include "server/web/volunteer/typed_availability.hpp"

#include <string>
#include <vector>

namespace rehearse {

// `typed` with what is wrong at each field.
view availability_form_view(words const& language, typed_availability const& typed, form const& mistakes);

// A select with all zones; `chosen` empty: nothing is chosen yet.
struct zone_field {
  std::string name;
  std::string label;
  std::string chosen;
  std::string hint{};
};
view zone_field_view(words const& language, zone_field const& f, std::string const& mistake);

// Collects a refusal's mistakes at their fields, each sentence with the place where it is: "Window 2, to: …".
void take_mistakes(words const& language, refusal const& why, form& into);

// What is published, in lines that a person reads beside the form.
std::vector<std::string> summary_lines(words const& language, typed_availability const& published);

}  // namespace rehearse
