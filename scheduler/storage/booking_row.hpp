// The one row of a booking: its columns in order, written and read. Used by the bookings table alone.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/storage/row.hpp"

#define REHEARSE_BOOKING_COLUMNS                                                                               \
  "id, state, sequence, revision, reference, interview_type, start_at, end_at, volunteer_id, candidate_name, " \
  "candidate_email, candidate_zone, candidate_locale, email_confirmed, new_email, agreed_candidate, "          \
  "agreed_candidate_zone, agreed_volunteer, agreed_volunteer_zone, agreed_tzdata, preparation, job_leads, "    \
  "meeting_url, editor_url, attendance, policy_id, policy, reschedules, cancelled_by, cancelled_at, "          \
  "cancelled_late, cancelled_reason, cancelled_message, undeliverable, token_generation, confirm_generation, " \
  "held_until, made_at"

namespace rehearse::storage {

// Reads the columns above; history and reports stand elsewhere.
booking read_booking(row r);
void insert_booking_row(connection& db, booking const& b);
// How many rows were changed: one, or none where there is no such booking.
int update_booking_row(connection& db, booking const& b);

}  // namespace rehearse::storage
