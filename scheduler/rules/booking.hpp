// An agreed interview and its history (contract 6). Plain values; what may happen to one is in booking_rules.hpp.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/ids.hpp"
#include "scheduler/rules/policy.hpp"
#include "scheduler/rules/volunteer.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rehearse {

enum class booking_state { pending, confirmed, completed, candidate_no_show, volunteer_no_show, cancelled, expired };
enum class attendance { not_asked, asked, confirmed };
enum class presence { came, did_not_come, trouble };
enum class cancel_reason { conflict, illness, found_a_job, not_ready, other };
// Who did something. `system`: the passing of time.
enum class party { candidate, volunteer, organizer, system };

struct candidate_details {
  std::string name;
  std::string email;  // lower case
  std::string zone;
  std::string locale = "en";
};

// What the candidate tells beforehand.
struct preparation {
  std::string goal;
  std::optional<std::string> programming_language;  // none: language-agnostic
  std::optional<editor> editor_choice;
  std::vector<std::string> format;  // of "low_bandwidth", "camera_off", "captions"
  std::string accessibility;        // for the candidate, the volunteer and the organizer alone; deleted 30 days after
  std::map<std::string, std::string> answers;  // by intake id; yes_no: "yes" or "no"
};

struct consents {
  bool job_leads = false;
};

// What both sides were told, beside the instant: kept so that a change of tzdata can be noticed (contract 4).
struct agreed_time {
  wall_clock candidate;
  std::string candidate_zone;
  wall_clock volunteer;
  std::string volunteer_zone;  // the one in which the window was read
  std::string tzdata;
};

struct cancellation {
  party by = party::candidate;
  instant at;
  bool late = false;
  cancel_reason reason = cancel_reason::other;  // illness: shown to the organizer alone
  std::string message;
};

struct presence_report {
  party by = party::candidate;
  std::optional<presence> candidate;
  std::optional<presence> volunteer;
  instant at;
};

struct history_line {
  instant at;
  party by = party::system;
  std::string what;  // "booked", "confirmed", "rescheduled", "cancelled", "attendance_confirmed", …
};

struct booking {
  booking_id id;
  booking_state state = booking_state::confirmed;
  int sequence = 0;  // rises with every change of time or place; the calendar's SEQUENCE
  int revision = 0;  // rises with every change at all; the ETag
  std::string reference;
  slug interview_type;
  instant start;
  instant end;
  volunteer_id volunteer;
  candidate_details candidate;
  bool email_confirmed = false;
  std::optional<std::string> new_email;  // asked for, takes effect when confirmed from that address
  agreed_time agreed;
  preparation prepared;
  consents agreed_to;
  std::string meeting_url;
  std::string editor_url;
  attendance attends = attendance::not_asked;
  slug policy_id;
  policy rules;  // the copy
  int reschedules = 0;
  std::optional<cancellation> cancelled;
  std::vector<presence_report> presence_reports;  // at most one a side
  bool undeliverable = false;                     // mail to a side is refused for good
  int token_generation = 0;                       // of the manage token
  int confirm_generation = 0;                     // of the address confirmation
  std::optional<instant> held_until;              // of a pending one
  instant made_at;
  std::vector<history_line> history;
};

std::string_view name_of(booking_state s);
std::string_view name_of(attendance a);
std::string_view name_of(presence p);
std::string_view name_of(cancel_reason r);
std::string_view name_of(party p);
std::optional<booking_state> booking_state_named(std::string_view name);
std::optional<attendance> attendance_named(std::string_view name);
std::optional<presence> presence_named(std::string_view name);
std::optional<cancel_reason> cancel_reason_named(std::string_view name);
std::optional<party> party_named(std::string_view name);

}  // namespace rehearse
