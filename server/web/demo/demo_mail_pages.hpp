// The demo's inbox: the mails that were written to files, since the demo sends none (contract 8). Nothing of it is
// there where [demo] inbox is off. Endpoints; see site.hpp.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

action list_demo_mails(page_call const& c);
action show_demo_mail(page_call const& c);
// The mail's HTML part alone, for the frame in its page; routes.cpp gives it a policy of its own.
action show_demo_mail_html(page_call const& c);

}  // namespace rehearse
