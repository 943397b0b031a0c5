// The durable queue of mails (contract 8): written with the change they tell of, leased by a worker, settled once.
// When something is due and what becomes of a failure is the business of scheduler/reminders. Within a transaction;
// the thread of its connection.
#pragma once

#include "scheduler/rules/mail.hpp"
#include "scheduler/storage/connection.hpp"
#include "scheduler/storage/page.hpp"

#include <initializer_list>
#include <span>

namespace rehearse::storage {

// Writes new rows behind all others, in that order. Throws constraint_broken where an id is taken.
void insert(connection& db, std::span<mail const> all);
void insert(connection& db, mail const& m);
std::optional<mail> find(connection& db, mail_id const& id);

struct lease {
  std::string owner;  // names the process
  instant now;
  instant until;
};
// Leases up to `limit` mails for sending: due, waiting (or leased by another until before now), and with none before
// them of the same booking and side that is leased, due, or waits for another attempt; urgent ones first, then by due
// time. Costs by what is due, not by what there is. `attempts` is raised by one.
std::vector<mail> claim_due(connection& db, lease const& by, int limit);
// When the next waiting mail falls due or the next lease ends; none: nothing waits.
std::optional<instant> next_due(connection& db);

// What became of an attempt.
struct settlement {
  mail_state state = mail_state::sent;  // sent, dropped, failed or uncertain
  int smtp_code = 0;
  std::string answer;
  instant at;
};
void settle(connection& db, mail_id const& id, settlement const& s);
// Back to waiting, until `due`; code and answer of the attempt are kept.
void postpone(connection& db, mail_id const& id, instant due, int smtp_code, std::string_view answer);
// Says anew how often it was tried: a lease that came to nothing does not count.
void count_attempts(connection& db, mail_id const& id, int attempts);
// Drops what still waits about that booking, of these kinds (none named: of all), to that side (none: both), saying why
// in `answer`. How many rows that were. Leased ones are not touched: the worker looks at the booking's sequence.
struct drop_request {
  booking_id booking;
  std::vector<mail_kind> kinds;
  std::optional<party> to;
  std::string why;
  instant at;
};
int drop_waiting(connection& db, drop_request const& what);
// How many wait that were written by one instant and fall, or fell, due before another; and drops them, saying why in
// `answer`.
std::int64_t count_due_before(connection& db, instant due_before, instant written_by);
struct drop_old {
  instant due_before;
  instant written_by;
  std::string why;
  instant at;
};
std::int64_t drop_due_before(connection& db, drop_old const& what);
// What is still owed about a booking whose place changed, but not its time, stays owed: what was written for the
// sequence before takes the new one. (A mail about an earlier time, in the hands of a worker that died, does not.)
void carry_on(connection& db, booking_id const& booking, int sequence);

// When the first of those that wait falls, or fell, due.
std::optional<instant> first_waiting(connection& db);
// After the clock was set back: what was written to leave at once, or waits for another attempt, by the clock of before
// would wait for as long as that was wrong. The first is due now, the second in a quarter of an hour. Reminders and
// follow-ups keep their time. How many rows.
int bring_forward(connection& db, instant now);

// Owners of leases, but for the one named, whose process is gone: nobody holds the lock of its name (see
// database::process_name). None on SQLite, where only one process is.
std::vector<std::string> absent_owners(connection& db, std::string_view but);
// Gives back the leases of that owner (empty: of everybody), to be claimed again. How many rows that were.
int release_leases(connection& db, std::string_view owner);
// A failed or uncertain one waits again from `now`; false where it is neither, or not there.
bool retry(connection& db, mail_id const& id, instant now, instant useless_after);

struct mail_filter {
  std::optional<mail_state> state;
  std::optional<booking_id> booking;
};
// One piece, latest written first; errc::bad_query for a cursor that is none.
result<paged<mail>> list(connection& db, mail_filter const& filter, page const& piece);
// All mails about a booking, in the order they were written.
std::vector<mail> mails_about(connection& db, booking_id const& booking);
// As mails stand now beside which one of a booking would leave: itself, and those to the same side that are due and
// have not left.
std::vector<mail> leaving_with(connection& db, mail const& one, instant now);
// How many mails of these kinds were written to that address (lower case; as `recipient`, or as the candidate of the
// mail's booking) since then: for `mails_per_hour`.
int mails_to(connection& db, std::string_view address, std::span<mail_kind const> kinds, instant since);
// How many there are in that state: a matter of a moment for `leased`, `failed` and `uncertain`; of what waits, and of
// what was sent, it goes through all.
std::int64_t count_mails(connection& db, mail_state state);

// What does not leave as it should: failed, uncertain, waiting for another attempt, or waiting though due before
// `due_before`. One piece, latest written first; errc::bad_query for a cursor that is none.
result<paged<mail>> list_troubled(connection& db, instant due_before, page const& piece);
// How many of the last two there are.
std::int64_t late_mails(connection& db, instant due_before);

}  // namespace rehearse::storage
