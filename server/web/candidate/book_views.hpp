// The two views that booking ends in: the times to choose from, and the form for a chosen one. Used by the pages that
// show them first and by the form's answer when it is refused. Within a job.
#pragma once

#include "server/web/candidate/openings.hpp"

namespace rehearse {

struct asked_page {
  page_call const& c;
  store& s;
  caller const& who;
  instant now;
};

// Of the query: the zone that her device names, a script's guess which she is asked to confirm; "none": it is not
// right.
inline constexpr std::string_view guess_member = "guess";

// Asks for the zone, before any time is shown.
http::response zone_page(asked_page const& p, interview_type const& type);

// A week of free times in w.zone, which is known. `lost`: the time that was chosen is gone.
http::response times_page(asked_page const& p, interview_type const& type, wanted const& w, bool lost);

// The form for w.start in w.zone, both known; with alternatives where the start was refused.
http::response form_page(asked_page const& p, interview_type const& type, wanted const& w, form const& typed,
                         refusal const* why);

}  // namespace rehearse
