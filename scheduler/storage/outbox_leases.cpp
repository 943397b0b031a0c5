// Which mails leave next, and who sends them: the part of the outbox that the worker turns.
#include "scheduler/storage/mail_row.hpp"
#include "scheduler/storage/outbox_table.hpp"

#include <algorithm>

namespace rehearse::storage {
namespace {

// No attempt is put off for longer than that, and one that perhaps arrived for no less than the other
// (scheduler/reminders/after_delivery).
constexpr auto longest_pause = hours{2};
constexpr auto shortest_after_perhaps = minutes{15};

// Not the owner's own: it is alive, and has them in hand, even where a clock that jumped says that their time is over.
void free_run_out_leases(connection& db, lease const& by) {
  run_later(db,
            "update outbox set state = 'waiting', leased_until = null, leased_by = '' "
            "where state = 'leased' and leased_until <= $1 and leased_by <> $2",
            by.now, by.owner);
}

// In the order of the index outbox_waiting, so that nothing is sorted and what comes later is not looked at. One that
// waits for its first attempt in the future (a reminder) holds up nobody. (In these words: where each state has
// conditions of its own, PostgreSQL, while the table is empty, plans to go through all that waits.)
#define REHEARSE_DUE_MAILS                                                      \
  "select " REHEARSE_MAIL_COLUMNS                                               \
  " from outbox o where o.state = 'waiting' and o.urgent = $1 and o.due <= $2 " \
  "and not exists (select 1 from outbox e where e.booking_id = o.booking_id "   \
  "and e.to_side = o.to_side and e.number < o.number "                          \
  "and e.state in ('leased', 'waiting') "                                       \
  "and (e.state = 'leased' or e.due <= $2 or e.attempts > 0)) "                 \
  "order by o.due, o.number limit $3"

// What another process is leasing at this moment is left to it. (SQLite: one writes at a time.)
std::vector<numbered_mail> due_mails(connection& db, bool urgent, instant now, int limit) {
  auto const* const sql =
      db.engine() == engine_kind::sqlite ? REHEARSE_DUE_MAILS : REHEARSE_DUE_MAILS " for update of o skip locked";
  return all_rows(query(db, sql, urgent, now, limit), read_numbered_mail);
}

std::optional<instant> earlier(std::optional<instant> a, std::optional<instant> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

std::optional<instant> first_due(connection& db, bool urgent) {
  auto& s = query(db, "select due from outbox where state = 'waiting' and urgent = $1 order by due limit 1", urgent);
  return first_row(s, [](row r) { return r.time(); });
}

}  // namespace

std::vector<mail> claim_due(connection& db, lease const& by, int limit) {
  free_run_out_leases(db, by);
  auto due = due_mails(db, true, by.now, limit);
  auto const bulk = due_mails(db, false, by.now, limit - static_cast<int>(due.size()));
  due.insert(due.end(), bulk.begin(), bulk.end());
  std::vector<mail> claimed;
  for (auto& [number, m] : due) {
    run_later(db,
              "update outbox set state = 'leased', attempts = attempts + 1, leased_until = $2, leased_by = $3 "
              "where number = $1",
              number, by.until, by.owner);
    m.state = mail_state::leased;
    ++m.attempts;
    m.leased_until = by.until;
    m.leased_by = by.owner;
    claimed.push_back(std::move(m));
  }
  return claimed;
}

std::optional<instant> next_due(connection& db) {
  auto& leased = query(db, "select leased_until from outbox where state = 'leased' order by leased_until limit 1");
  auto const lease_ends = first_row(leased, [](row r) { return r.time(); });
  return earlier(first_waiting(db), lease_ends);
}

std::optional<instant> first_waiting(connection& db) {
  auto const urgent = first_due(db, true);
  return earlier(urgent, first_due(db, false));
}

int bring_forward(connection& db, instant now) {
  return run(db,
             "update outbox set due = case when attempts = 0 then $1 else $3 end "
             "where state = 'waiting' and kind not in ('reminder', 'follow_up') "
             "and due > $1 and ((attempts = 0 and written_at > $1) or (attempts > 0 and due > $2))",
             now, now + longest_pause, now + shortest_after_perhaps);
}

std::vector<std::string> absent_owners(connection& db, std::string_view but) {
  if (db.engine() == engine_kind::sqlite) return {};
  auto& gone = query(db,
                     "select distinct leased_by from outbox where state = 'leased' and leased_by <> $1 "
                     "and pg_try_advisory_xact_lock_shared(hashtextextended(leased_by, 0))",
                     but);
  return all_rows(gone, [](row r) { return r.text(); });
}

int release_leases(connection& db, std::string_view owner) {
  return run(db,
             "update outbox set state = 'waiting', leased_until = null, leased_by = '' "
             "where state = 'leased' and ($1 = '' or leased_by = $1)",
             owner);
}

}  // namespace rehearse::storage
