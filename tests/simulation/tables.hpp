// What stands in the tables, read by SQL of its own and kept as plain values: the invariants recompute from these and
// ask nothing of the code under test. Used by the simulation alone; the test's thread.
#pragma once

#include "tests/support/world.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rehearse::test {

struct history_row {
  instant at;
  std::string by, what;

  friend bool operator==(history_row const&, history_row const&) = default;
};

// A reminder or a follow-up of a booking's own copy of its policy.
struct mail_rule {
  minutes distance{};  // before the start, or after the end
  bool to_candidate = false, to_volunteer = false;
};

struct booking_row {
  std::string id, state, type, volunteer, email, candidate_zone, volunteer_zone, meeting_url, attendance;
  int sequence = 0, revision = 0, reschedules = 0;
  instant start, end, made_at;
  wall_clock candidate_time, volunteer_time;
  std::optional<std::string> new_email;
  std::optional<instant> held_until, cancelled_at;
  std::vector<history_row> history;

  std::vector<mail_rule> reminders, follow_ups;
  minutes reschedule_until{};
  int max_reschedules = 0;

  // As it is at that time: a hold that has run out holds nothing, whether or not anybody has written so.
  bool is_held(instant now) const { return state == "pending" && now < *held_until; }
  bool is_agreed() const { return state == "confirmed" || state == "completed"; }
  bool takes_time(instant now) const { return is_held(now) || is_agreed(); }
  // How often it was moved, by anybody.
  int moves() const;
  // When what it now owes was planned: when it was agreed, or moved last.
  instant agreed_at() const;
};

struct occupation_row {
  std::string volunteer, booking, kind;
  instant from, to, start;
  std::optional<instant> runs_out;
};

struct mail_row {
  std::int64_t number = 0;
  std::string id, kind, to, recipient, booking, state;
  int sequence = 0, attempts = 0;
  minutes distance{};  // of a reminder or a follow-up
  instant written_at, due, useless_after;

  bool is_owed() const { return state == "waiting" || state == "leased"; }
};

struct tables {
  std::map<std::string, booking_row> bookings;
  std::vector<occupation_row> occupations;
  std::vector<mail_row> mails;  // in the order they were written

  booking_row const& booking(std::string const& id) const { return bookings.at(id); }
};

// The bookings that end after `since` or were made after it, with their occupations and mails, and all mails that are
// owed to others than their sides.
tables read_tables(world& w, instant since);
booking_row read_booking_row(world& w, std::string const& id);
// Whether anybody reported of it that somebody did not come.
bool is_told_not_to_have_happened(world& w, std::string const& booking);
std::optional<mail_row> read_mail_row(world& w, std::string const& id);
std::vector<mail_row> mails_about_booking(world& w, std::string const& booking);
// When the next mail falls due or the next lease ends.
std::optional<instant> next_mail_due(world& w);

struct their_booking {
  std::string id;
  instant start, end;
};
// What counts against a candidate's limits: all that is neither cancelled nor expired, or held in vain.
std::vector<their_booking> bookings_of_address(world& w, std::string const& email);

}  // namespace rehearse::test
