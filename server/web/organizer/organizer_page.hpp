// The organizer's page: trouble with mail, which a mail could not tell of (contract 8), the volunteers, and where the
// rest is. Endpoints; see site.hpp.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

action show_organizer_page(page_call const& c);
// The button beside a mail that failed, or is uncertain.
action try_mail_again(page_call const& c);

}  // namespace rehearse
