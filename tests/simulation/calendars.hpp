// The calendars of both persons of every booking, as their own programs keep them: each takes in what the invitations
// say that reached it (RFC 5546: by UID, the higher SEQUENCE wins) and nothing else. Used by the simulation alone.
#pragma once

#include "config/instant.hpp"

#include <map>
#include <string>
#include <utility>

namespace rehearse::test {

struct calendar_entry {
  bool present = false;
  int sequence = -1;
  instant start, end;
  std::string location;
};

// What one VCALENDAR says, read line by line.
struct calendar_text {
  std::string method, uid;
  calendar_entry entry;
};
calendar_text read_calendar(std::string const& text);

class calendars {
 public:
  // The file reached that side of the booking named in its UID.
  void take_in(std::string const& side, calendar_text const& file);
  // What that side's calendar shows of the booking.
  calendar_entry const& entry(std::string const& booking, std::string const& side);

 private:
  std::map<std::pair<std::string, std::string>, calendar_entry> entries_;
};

}  // namespace rehearse::test
