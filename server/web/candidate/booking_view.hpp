// The two halves of a booking's page: what is agreed (when, where, with whom, for one's calendar) and what can be done
// about it now. Used by manage_pages.cpp, which puts them together. Within a job.
#pragma once

#include "notify/letters/facts.hpp"
#include "server/web/candidate/manage_call.hpp"

namespace rehearse {

// Both sides' times, her clock, the places, and the ways into a calendar.
view agreed_view(managed const& m, booking_facts const& f);
// Which buttons there are, and sentences in place of those that are missing.
view choices_view(managed const& m, booking_facts const& f);

}  // namespace rehearse
