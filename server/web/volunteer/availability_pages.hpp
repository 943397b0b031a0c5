// When a volunteer can be booked (contract 5, 9): one form with rows that buttons add and remove, a preview of the
// resulting slots, and publishing. Nothing typed is ever lost, with or without scripts. Endpoints; see site.hpp.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

action show_availability(page_call const& c);
// Every button of the form: adding and removing rows and the preview store nothing, "publish" does.
action use_availability_form(page_call const& c);

// Hours that were sent with the token of a session that is over: nothing is stored, and all stands there to be sent
// again.
answer old_availability_form(page_call const& c);

// The same where the database could not take what was to be published.
job unsaved_availability_form(page_call const& c);

// Whose page it is: the volunteer's own, or the one that an organizer names as `volunteer`; none: nobody's.
std::optional<volunteer_id> volunteer_meant(caller const& who, std::string const& named);

}  // namespace rehearse
