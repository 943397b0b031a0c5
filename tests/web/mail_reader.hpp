// Reads a message as people and their calendars do: the words and links of each part, and the entry that its invitation
// makes. Calendars are read with libical. Used by the test of every mail. Pure.
#pragma once

#include "config/instant.hpp"
#include "notify/letters/message.hpp"

#include <set>
#include <string>

namespace rehearse::test {

// Words as a multiset, without marks that only lay text out, and without web addresses.
std::multiset<std::string> words_of_text(message const& letter);
std::multiset<std::string> words_of_html(message const& letter);
std::set<std::string> links_of_text(message const& letter);
std::set<std::string> links_of_html(message const& letter);

// Line breaks and indentations as single blanks.
std::string in_one_line(std::string_view text);

struct read_entry {
  std::string faults;  // what libical's restriction check finds; empty: nothing
  std::string method, uid, description, location, attendee, organizer;
  int sequence = 0;
  instant start, end;
};
read_entry read_invitation(std::string const& calendar);

}  // namespace rehearse::test
