// The slots that hours would give in the next four weeks, week by week, as the volunteer and as a candidate elsewhere
// see them (templates/parts/preview.html). Used by the availability pages. Within a job.
#pragma once

#include "scheduler/rules/availability.hpp"
#include "scheduler/rules/caller.hpp"
#include "server/web/frame/page.hpp"

namespace rehearse {

struct preview_wish {
  volunteer_id volunteer;
  availability hours;
  slug type;
  std::string candidate_zone;
};

// {"has_preview", "preview_count", "preview_more", "weeks": […], …}; with no hours: {"has_preview": false, …}.
view preview_view(page_call const& c, store& s, caller const& who, preview_wish const& wish, instant now);
view no_preview();

}  // namespace rehearse
