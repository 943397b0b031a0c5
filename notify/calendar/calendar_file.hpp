// Interviews as iCalendar text (RFC 5545, RFC 5546): what is attached to mails, offered for download and fed to
// subscribers. The letters make events and put the text into a message; pages and feeds serve it as it is. What an
// event says is theirs; here it is only made valid. Times are UTC and no VTIMEZONE is written: a client that knows no
// zone can show none wrongly. Any thread (see calendar_file.cpp on libical).
#pragma once

#include "config/instant.hpp"

#include <span>
#include <string>
#include <string_view>

namespace rehearse {

// What a client shall do with a calendar: put into the calendar of its one attendee, take out of it, or just show.
enum class calendar_method { request, cancel, publish };

struct calendar_person {
  std::string name;  // may be empty
  std::string address;
};

// One interview. Texts are Unicode with LF lines; control characters are dropped. Empty texts are left out.
struct calendar_event {
  std::string uid;   // the same for all mails of one booking
  int sequence = 0;  // rises with each change, so that an older file never wins
  bool cancelled = false;
  instant start;
  instant end;
  instant stamp;          // when this text was made
  instant created;        // when the booking was made
  instant last_modified;  // its last change
  std::string summary;    // neutral: it shows on shared screens
  std::string description;
  std::string location;
  std::string url;
  calendar_person organizer;
  calendar_person attendee;  // the recipient; not written when published
};

// The VCALENDAR of one event: CRLF lines of at most 75 octets, UTF-8. A cancel has STATUS:CANCELLED whatever the event
// says. Throws std::runtime_error when libical cannot write it.
std::string calendar_file(calendar_method method, calendar_event const& event);

// A published calendar of any number of events, for feeds; `name` is shown by clients as the calendar's.
std::string calendar_feed(std::string_view name, std::span<calendar_event const> events);

}  // namespace rehearse
