// Mail that does not leave as it should, in plain words: how much of it, each one with what the server said last, and
// whether it can be tried again (templates/parts/mail_trouble.html). Used by the organizer's page. Within a job.
#pragma once

#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "server/web/frame/page.hpp"

namespace rehearse {

view mail_trouble_view(page_call const& c, store& s, mail_standing const& standing, page_of<mail> const& found,
                       instant now);

}  // namespace rehearse
