// All parts of which pages are made, each in every state, on one page (server/web/DESIGN.md says what they are for):
// where somebody looks who changes the stylesheet or writes a page. There only where [demo] inbox is on. Endpoint; see
// site.hpp.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

action show_demo_parts(page_call const& c);

}  // namespace rehearse
