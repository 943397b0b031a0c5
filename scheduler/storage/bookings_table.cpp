#include "scheduler/storage/bookings_table.hpp"

#include "scheduler/storage/booking_parts.hpp"
#include "scheduler/storage/booking_row.hpp"

#include <algorithm>
#include <iterator>

namespace rehearse::storage {
namespace {

// Contenders, in one go to the server of PostgreSQL.
constexpr std::size_t asked_at_once = 32;

std::string make_contenders_sql() {
  std::string asked;
  for (std::size_t i = 0; i < asked_at_once; ++i)
    asked += (i == 0 ? "" : ", ") + ("(" + std::to_string(i)) + ", cast($" + std::to_string(4 + i) + " as text))";
  return "with asked (place, id) as (values " + asked +
         ") select id, (select count(*) from bookings where volunteer_id = asked.id and start_at >= $1 "
         "and start_at < $2 and state not in ('cancelled', 'expired')), "
         "(select start_at from bookings where volunteer_id = asked.id and start_at < $3 "
         "and state not in ('cancelled', 'expired', 'pending') order by start_at desc limit 1) "
         "from asked where id <> '' order by place";
}

}  // namespace

void insert(connection& db, booking const& b) {
  insert_booking_row(db, b);
  run_later(db, "insert into booking_participants (booking_id, volunteer_id, role) values ($1, $2, 'interviewer')",
            b.id, b.volunteer);
  add_new_history(db, b, 0);
  save_reports(db, b);
}

std::optional<booking> find(connection& db, booking_id const& id) {
  auto found =
      first_row(query(db, "select " REHEARSE_BOOKING_COLUMNS " from bookings where id = $1", id), read_booking);
  if (found) read_parts(db, *found);
  return found;
}

void update(connection& db, booking const& b) {
  must_change(update_booking_row(db, b), "booking");
  run(db,
      "update booking_participants set volunteer_id = $2 "
      "where booking_id = $1 and role = 'interviewer' and volunteer_id <> $2",
      b.id, b.volunteer);
  add_new_history(db, b, history_length(db, b.id));
  save_reports(db, b);
}

void mark_asked(connection& db, booking_id const& id, int sequence) {
  run(db,
      "update bookings set attendance = 'asked', revision = revision + 1 "
      "where id = $1 and sequence = $2 and attendance = 'not_asked'",
      id, sequence);
}

std::vector<booking> open_bookings_of(connection& db, std::string_view address, instant now) {
  auto found = all_rows(query(db,
                              "select " REHEARSE_BOOKING_COLUMNS
                              " from bookings where candidate_email = $1 and end_at > $2 and (state = 'confirmed' or "
                              "(state = 'pending' and held_until > $2)) order by start_at",
                              address, now),
                        read_booking);
  for (auto& b : found) read_parts(db, b);
  return found;
}

// No row stands for a candidate who books for the first time: a turn that several addresses share does. Whoever finds
// it taken since the transaction began is begun anew, and so counts what the other booked.
void lock_candidate(connection& db, std::string_view address) {
  if (db.engine() == engine_kind::sqlite) return;
  db.lock("candidate " + std::string(address));
  run_later(db, "update candidate_turns set taken = taken + 1 where id = (hashtextextended($1, 0) & 1023)", address);
}

std::vector<candidate_booking> candidate_bookings(connection& db, std::string_view address, instant since,
                                                  instant now) {
  auto& s = query(db,
                  "select id, start_at, end_at, made_at from bookings where candidate_email = $1 and start_at >= $2 "
                  "and state not in ('cancelled', 'expired') and (state <> 'pending' or held_until > $3) "
                  "order by start_at",
                  address, since, now);
  return all_rows(s, [](row r) { return candidate_booking{{r.text()}, r.time(), r.time(), r.time()}; });
}

std::vector<contender> contenders(connection& db, std::span<volunteer_id const> volunteers, instant now) {
  std::vector<contender> found;
  found.reserve(volunteers.size());
  for (; !volunteers.empty(); volunteers = volunteers.subspan(std::min(asked_at_once, volunteers.size()))) {
    static std::string const sql = make_contenders_sql();
    auto& s = db.prepared(sql);
    bind_all(s, now - 28 * 24h, now + 28 * 24h, now);
    for (std::size_t i = 0; i < asked_at_once; ++i)
      s.bind(static_cast<int>(4 + i), i < volunteers.size() ? std::string_view(volunteers[i].text) : "");
    std::ranges::move(all_rows(s,
                               [](row r) {
                                 return contender{{r.text()}, r.number(), r.maybe_time()};
                               }),
                      std::back_inserter(found));
  }
  return found;
}

std::vector<booking> pending_to_expire(connection& db, instant now, int limit) {
  auto found =
      all_rows(query(db,
                     "select " REHEARSE_BOOKING_COLUMNS " from bookings where state = 'pending' and held_until <= $1 "
                     "order by held_until, id limit $2",
                     now, limit),
               read_booking);
  for (auto& b : found) read_parts(db, b);
  return found;
}

std::vector<booking> bookings_to_settle(connection& db, instant ended_by, int limit) {
  // What has ended has started: said for the index alone.
  auto found = all_rows(
      query(db,
            "select " REHEARSE_BOOKING_COLUMNS
            " from bookings where state = 'confirmed' and start_at < $1 and end_at <= $1 and not exists (select "
            "1 from presence_reports p where p.booking_id = bookings.id) "
            "order by start_at, id limit $2",
            ended_by, limit),
      read_booking);
  for (auto& b : found) read_parts(db, b);
  return found;
}

std::vector<booking> bookings_from(connection& db, volunteer_id const& volunteer, instant from) {
  // No interview lasts longer than eight hours: the lower bound keeps the past out of the search.
  auto found = all_rows(query(db,
                              "select " REHEARSE_BOOKING_COLUMNS
                              " from bookings where volunteer_id = $1 and start_at > $2 and end_at > $3 "
                              "and state in ('pending', 'confirmed') order by start_at",
                              volunteer, from - 8h - 1s, from),
                        read_booking);
  for (auto& b : found) read_parts(db, b);
  return found;
}

}  // namespace rehearse::storage
