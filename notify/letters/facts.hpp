// What the letters are told: plain facts, with every instant already as the wall-clock time of the one who reads it.
// Filled by the scheduler's composer just before a mail leaves. Texts come as people typed them; the letters escape,
// shorten and leave out. Values; any thread.
#pragma once

#include "config/instant.hpp"
#include "notify/letters/message.hpp"
#include "notify/words/time_text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

enum class letter_side { candidate, volunteer, organizer };
enum class letter_editor { not_said, own_machine, shared_editor };

// What the outbox gives to each mail.
struct letter_stamp {
  std::string message_id;  // "<mail_…@host>", the same for every attempt
  instant date;            // of sending
};

struct programme_facts {
  std::string name;
  mailbox from;
  std::string contact;  // the address of a person; empty: not set
  std::string locale = "en";
  std::string public_url;
};

struct time_span {
  zoned_time start, end;
};

// A side of a booking, with the interview's time in that side's zone.
struct person_facts {
  std::string name;
  std::string address;
  std::string locale = "en";
  time_span when;
};

struct no_show_facts {
  int limit = 2, within_days = 90, pause_days = 30;
};

// The rules of one booking, times in the candidate's zone.
struct policy_facts {
  zoned_time start;
  zoned_time cancel_until;           // later is late
  minutes cancel_before{};           // how long before the start that is
  bool late_from_the_start = false;  // that was past already when this time was agreed
  zoned_time move_until;
  minutes move_before{};
  bool too_soon_to_move = false;   // likewise
  int moves_left = 0;              // how often it may still be moved
  std::vector<minutes> reminders;  // to the candidate, before the start; longest first
  bool asks_attendance = false;
  std::optional<no_show_facts> no_show;
};

struct booking_facts {
  std::string uid;  // "bk_…@host": of the thread and the calendar entry
  int sequence = 0;
  bool cancelled = false;
  std::string interview;  // the type's title
  minutes duration{};
  instant start, end;
  instant made_at, changed_at;
  person_facts candidate, volunteer;
  std::string meeting_url, editor_url;  // empty: none
  letter_editor editor = letter_editor::not_said;
  std::optional<std::string> programming_language;  // none: language-agnostic
  std::string goal;                                 // for the volunteer's eyes
  std::vector<std::string> format;                  // "low_bandwidth", "camera_off", "captions"
  bool accessibility_note = false;                  // there is one: on the page alone, never in a mail
  std::vector<std::string> criteria;                // titles
  policy_facts policy;
  bool may_move = true;       // the candidate, when the letter leaves
  std::string manage_url;     // the candidate's page of this booking
  std::string interview_url;  // the volunteer's
  std::string organizer_url;  // the organizer's; empty: none
  std::string book_url;       // where to find another time
  programme_facts programme;
};

struct cancellation_facts {
  letter_side by = letter_side::candidate;
  bool late = false;
  std::string message;  // from the one who cancelled to the other side; never the reason
};

struct move_facts {
  letter_side by = letter_side::candidate;
  time_span candidate_before, volunteer_before;
};

// Who gets a mail that is about no booking.
struct recipient_facts {
  mailbox to;
  std::string locale = "en";
  programme_facts programme;
  bool gives_interviews = false;  // a volunteer
};

struct link_facts {
  std::string url;
  minutes valid{};  // from now on
};

// What is kept for a candidate until the address is confirmed.
struct hold_facts {
  std::string confirm_url;
  zoned_time until;
};

struct found_booking {
  std::string interview;
  time_span when;
  std::string manage_url;
  bool may_move = true;
};

enum class letter_limit { open_bookings, bookings, no_shows, overlap };

struct limit_facts {
  letter_limit reason = letter_limit::open_bookings;
  int count = 0;                    // how many the policy allows
  int within_days = 0;              // of `bookings` and `no_shows`
  std::optional<zoned_time> until;  // from when on booking is possible again, where that is known
  std::string find_url;             // mails the links of one's bookings
};

}  // namespace rehearse
