// Somebody may be organizer and volunteer with one address, and comes in as organizer (sign_in.hpp). What is theirs as
// a volunteer they see and do as that volunteer: every page below /volunteer/ that names no other one. Used by
// routes.cpp around the jobs of all pages; a thread of the database.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

// The job as it was, run in the part that its caller has on this page.
job in_own_part(page_call const& c, job run);

}  // namespace rehearse
