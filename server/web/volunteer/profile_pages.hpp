// What candidates read about a volunteer, and where the interviews take place. Endpoints; see site.hpp.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

action show_profile(page_call const& c);
action change_profile(page_call const& c);

}  // namespace rehearse
