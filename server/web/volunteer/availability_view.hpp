// The form of an availability as templates/availability.html shows it: rows with their fields, buttons, mistakes; what
// is rarely needed folded away under what is set of it. Used by availability_page alone. Pure; any thread.
#pragma once

#include "server/web/frame/page.hpp"
#include "server/web/volunteer/typed_availability.hpp"

#include <string>
#include <vector>

namespace rehearse {

// `typed` with what is wrong at each field. `at_hand`: the part in which a button was just pressed, which stands open.
view availability_form_view(words const& language, typed_availability const& typed, form const& mistakes,
                            std::string const& at_hand);

// What is set in each part that is folded away: {"set_overrides", "set_travel", "set_limits", "set_welcome"}.
view settings_view(words const& language, typed_availability const& typed);

// A line to type a place into, for a list of all of them in each field would be four times the page. Where scripts run,
// it proposes what may be meant.
struct zone_field {
  std::string name;
  std::string label;
  std::string zone;  // its name, or, where it is none, what was typed
  std::string hint{};
};
view zone_field_view(words const& language, zone_field const& f, std::string const& mistake);

}  // namespace rehearse
