// One interview as its volunteer sees it (templates/parts/interview.html): both sides' times, preparation, attendance,
// place to meet, what can be done now. Used by the interview pages. Within a job.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "server/web/frame/page.hpp"

#include <string>

namespace rehearse {

view interview_view(page_call const& c, store& s, booking const& b, instant now);

// "Coding interview with Adaeze O."
std::string interview_title(page_call const& c, store& s, booking const& b);

}  // namespace rehearse
