// Links that open a filled-in new entry in Google's or Outlook's calendar. Whoever follows one tells that company what
// stands in it: so it holds the time, the place to meet and neutral words, and neither names nor the manage link, which
// opens the booking to whoever has it. Used by the booking's page. Pure; any thread.
#pragma once

#include "config/instant.hpp"

#include <string>

namespace rehearse {

struct calendar_entry {
  std::string summary;
  std::string description;
  std::string place;  // may be empty
  instant start;
  instant end;
};

// Times in UTC: each calendar shows them in its owner's zone.
std::string google_link(calendar_entry const& entry);
std::string outlook_link(calendar_entry const& entry);

}  // namespace rehearse
