#include "scheduler/storage/outbox_table.hpp"

#include "scheduler/storage/mail_row.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace rehearse::storage {
namespace {

constexpr int columns = 19;
// Of one statement: neither engine takes places without end.
constexpr std::size_t most_rows = 50;

// ($1, …, $19), ($20, …, $38), … for that many rows.
std::string make_insert_of(std::size_t rows) {
  std::string sql =
      "insert into outbox (id, kind, to_side, recipient, booking_id, volunteer_id, booking_sequence, detail, urgent, "
      "written_at, due, useless_after, state, attempts, leased_until, leased_by, settled_at, smtp_code, answer) "
      "values ";
  for (int place = 1; place <= static_cast<int>(rows) * columns; ++place) {
    sql += place % columns == 1 ? "($" : "$";
    sql += std::to_string(place) + (place % columns == 0 ? "), " : ", ");
  }
  sql.resize(sql.size() - 2);
  return sql;
}

// Every booking asks for it: each is made once for each thread.
std::string const& insert_of(std::size_t rows) {
  thread_local std::array<std::string, most_rows + 1> made;
  if (made[rows].empty()) made[rows] = make_insert_of(rows);
  return made[rows];
}

void bind_row(statement& s, int after, mail const& m) {
  bind_after(s, after, m.id, name_of(m.kind), name_of(m.to), m.recipient, m.booking, m.volunteer, m.booking_sequence,
             m.detail, m.urgent, m.written_at, m.due, m.useless_after, name_of(m.state), m.attempts, m.leased_until,
             m.leased_by, m.settled_at, m.smtp_code, m.answer);
}

}  // namespace

void insert(connection& db, std::span<mail const> all) {
  while (!all.empty()) {
    auto const some = all.first(std::min(all.size(), most_rows));
    auto& s = db.prepared(insert_of(some.size()));
    for (std::size_t row = 0; row < some.size(); ++row) bind_row(s, static_cast<int>(row) * columns, some[row]);
    s.run_later();
    all = all.subspan(some.size());
  }
}

void insert(connection& db, mail const& m) {
  insert(db, std::span(&m, 1));
}

std::optional<mail> find(connection& db, mail_id const& id) {
  return first_row(query(db, "select " REHEARSE_MAIL_COLUMNS " from outbox o where o.id = $1", id), read_mail);
}

void settle(connection& db, mail_id const& id, settlement const& s) {
  run_later(
      db,
      "update outbox set state = $2, smtp_code = $3, answer = $4, settled_at = $5, leased_until = null, leased_by = '' "
      "where id = $1",
      id, name_of(s.state), s.smtp_code, s.answer, s.at);
}

void postpone(connection& db, mail_id const& id, instant due, int smtp_code, std::string_view answer) {
  run_later(db,
            "update outbox set state = 'waiting', due = $2, smtp_code = $3, answer = $4, leased_until = null, "
            "leased_by = '' where id = $1",
            id, due, smtp_code, answer);
}

void count_attempts(connection& db, mail_id const& id, int attempts) {
  run_later(db, "update outbox set attempts = $2 where id = $1", id, attempts);
}

int drop_waiting(connection& db, drop_request const& what) {
  std::vector<std::string_view> kinds;
  for (auto const kind : what.kinds) kinds.push_back(name_of(kind));
  if (kinds.empty()) kinds.push_back({});
  int dropped = 0;
  for (auto const kind : kinds)
    dropped +=
        run(db,
            "update outbox set state = 'dropped', settled_at = $2, answer = $3 "
            "where booking_id = $1 and state = 'waiting' and ($4 = '' or kind = $4) and ($5 = '' or to_side = $5)",
            what.booking, what.at, what.why, kind, what.to ? name_of(*what.to) : std::string_view());
  return dropped;
}

// Both by the index outbox_waiting.
std::int64_t count_due_before(connection& db, instant due_before, instant written_by) {
  std::int64_t all = 0;
  for (bool const urgent : {true, false}) {
    auto& s = query(
        db, "select count(*) from outbox where state = 'waiting' and urgent = $1 and due < $2 and written_at <= $3",
        urgent, due_before, written_by);
    all += first_row(s, [](row r) { return r.big(); }).value_or(0);
  }
  return all;
}

std::int64_t drop_due_before(connection& db, drop_old const& what) {
  std::int64_t all = 0;
  for (bool const urgent : {true, false})
    all += run(db,
               "update outbox set state = 'dropped', settled_at = $4, answer = $5 "
               "where state = 'waiting' and urgent = $1 and due < $2 and written_at <= $3",
               urgent, what.due_before, what.written_by, what.at, what.why);
  return all;
}

void carry_on(connection& db, booking_id const& booking, int sequence) {
  run_later(db,
            "update outbox set booking_sequence = $2 where booking_id = $1 and booking_sequence = $2 - 1 "
            "and state in ('waiting', 'leased')",
            booking, sequence);
}

bool retry(connection& db, mail_id const& id, instant now, instant useless_after) {
  return run(db,
             "update outbox set state = 'waiting', due = $2, useless_after = $3, attempts = 0, settled_at = null "
             "where id = $1 and state in ('failed', 'uncertain')",
             id, now, useless_after) > 0;
}

std::vector<mail> mails_about(connection& db, booking_id const& booking) {
  // In the order of the index outbox_by_booking: few rows are sorted sooner here than by an engine.
  auto found = all_rows(
      query(db, "select " REHEARSE_MAIL_COLUMNS " from outbox o where o.booking_id = $1 order by o.to_side, o.number",
            booking),
      read_numbered_mail);
  std::ranges::sort(found, {}, &numbered_mail::number);
  std::vector<mail> all;
  for (auto& [number, m] : found) all.push_back(std::move(m));
  return all;
}

std::vector<mail> leaving_with(connection& db, mail const& one, instant now) {
  return all_rows(query(db,
                        "select " REHEARSE_MAIL_COLUMNS " from outbox o where o.booking_id = $1 and o.to_side = $2 "
                        "and (o.id = $3 or (o.state in ('waiting', 'leased') and o.due <= $4)) order by o.number",
                        one.booking, name_of(one.to), one.id, now),
                  read_mail);
}

int mails_to(connection& db, std::string_view address, std::span<mail_kind const> kinds, instant since) {
  auto& written = query(db,
                        "select kind from outbox where recipient <> '' and recipient = $1 and written_at >= $2 "
                        "union all select o.kind from bookings b join outbox o on o.booking_id = b.id "
                        "where b.candidate_email = $1 and o.to_side = 'candidate' and o.recipient = '' "
                        "and o.written_at >= $2",
                        address, since);
  auto const found = all_rows(written, [](row r) { return r.word(mail_kind_named); });
  auto const counts = [&](mail_kind kind) { return std::ranges::find(kinds, kind) != kinds.end(); };
  return static_cast<int>(std::ranges::count_if(found, counts));
}

std::int64_t count_mails(connection& db, mail_state state) {
  auto& s = query(db, "select count(*) from outbox where state = $1", name_of(state));
  return first_row(s, [](row r) { return r.big(); }).value_or(0);
}

result<paged<mail>> list(connection& db, mail_filter const& filter, page const& piece) {
  auto const before = position_of(piece, {std::numeric_limits<std::int64_t>::max(), {}});
  if (!before) return before.error();
  std::string sql = "select " REHEARSE_MAIL_COLUMNS " from outbox o where o.number < $1";
  if (filter.state) sql += " and o.state = $3";
  if (filter.booking) sql += " and o.booking_id = $4";
  auto& s = query(db, sql + " order by o.number desc limit $2", before->number, piece.limit + 1);
  if (filter.state) bind_value(s, 3, name_of(*filter.state));
  if (filter.booking) bind_value(s, 4, *filter.booking);
  auto const where = [](numbered_mail const& m) { return position{m.number, {}}; };
  return cut(all_rows(s, read_numbered_mail), piece, where, [](numbered_mail& m) { return std::move(m.letter); });
}

}  // namespace rehearse::storage
