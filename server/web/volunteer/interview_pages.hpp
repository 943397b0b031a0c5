// The volunteers' interviews (contract 9): the list, one of them, and what can be done with it, by the same use cases
// as the API. Organizers see those of everybody. Endpoints; see site.hpp.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

action list_interviews(page_call const& c);
action show_interview(page_call const& c);
action cancel_interview(page_call const& c);
action change_interview_place(page_call const& c);
action tell_of_delay(page_call const& c);
action tell_who_came(page_call const& c);

}  // namespace rehearse
