// Bookings with their history and presence reports: one row each, written whole. Which changes are allowed is the
// rules' business; that time is free is the occupations table's. Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/candidate_limits.hpp"
#include "scheduler/rules/fair_choice.hpp"
#include "scheduler/storage/connection.hpp"
#include "scheduler/storage/page.hpp"

#include <span>

namespace rehearse::storage {

// Writes a new one with its history and reports. Throws constraint_broken where the id is taken.
void insert(connection& db, booking const& b);
// The booking of that id, history (oldest first) and reports included, or none.
std::optional<booking> find(connection& db, booking_id const& id);
// Writes the whole row; history lines beyond those that are stored are added, a side's report replaces its former one.
// The caller raises `revision`. Throws std::logic_error where there is no such booking.
void update(connection& db, booking const& b);
// The question whether they come was put to the candidate of that sequence; nothing where it was put before, or the
// booking moved on.
void mark_asked(connection& db, booking_id const& id, int sequence);

// Empty members ask nothing.
struct booking_filter {
  std::optional<volunteer_id> volunteer;
  std::optional<booking_state> state;
  std::string reference;
  std::optional<instant> from;  // of the start, inclusive
  std::optional<instant> to;    // of the start, exclusive
  bool latest_first = false;    // else by start, ascending
  // Only those that are still to come, or only the others: pending (hold not run out) and confirmed ones that have not
  // ended at `now`.
  struct coming {
    bool wanted;
    instant now;
  };
  std::optional<coming> coming_at = {};
};
// One piece of the bookings that pass, by start; errc::bad_query for a cursor that is none.
result<paged<booking>> list(connection& db, booking_filter const& filter, page const& piece);

// Pending (hold not run out) and confirmed ones that have not ended, of a candidate's address in lower case, by start.
std::vector<booking> open_bookings_of(connection& db, std::string_view address, instant now);
// Makes whoever else would book with that address wait until this transaction ends (SQLite: nothing to do).
void lock_candidate(connection& db, std::string_view address);
// What limit_broken_by asks: the candidate's bookings starting at or after `since`; cancelled and expired ones, and
// pending ones whose hold has run out by `now`, left out.
std::vector<candidate_booking> candidate_bookings(connection& db, std::string_view address, instant since, instant now);
// What `fairest` asks of each of these volunteers, in their order.
std::vector<contender> contenders(connection& db, std::span<volunteer_id const> volunteers, instant now);
// Pending ones whose hold has run out at `now`, the longest first.
std::vector<booking> pending_to_expire(connection& db, instant now, int limit);
// Confirmed ones that ended at or before `ended_by` and of which nobody reported anything, by start: those that silence
// completes.
std::vector<booking> bookings_to_settle(connection& db, instant ended_by, int limit);
// The volunteer's pending and confirmed ones that end after `from`, by start: for bookings_outside, the interviews page
// and `open_bookings`.
std::vector<booking> bookings_from(connection& db, volunteer_id const& volunteer, instant from);

}  // namespace rehearse::storage
