// The list of bookings: the one query whose text depends on what is asked.
#include "scheduler/storage/booking_parts.hpp"
#include "scheduler/storage/booking_row.hpp"
#include "scheduler/storage/bookings_table.hpp"

#include <limits>

namespace rehearse::storage {
namespace {

constexpr auto earliest = std::numeric_limits<std::int64_t>::min();
constexpr auto latest = std::numeric_limits<std::int64_t>::max();

std::int64_t seconds_or(std::optional<instant> const& t, std::int64_t otherwise) {
  return t ? t->time_since_epoch().count() : otherwise;
}

// Both orders begin behind a position and end before a bound, so that each is one stretch of an index.
std::string list_query(booking_filter const& asked) {
  std::string sql = "select " REHEARSE_BOOKING_COLUMNS " from bookings where ";
  if (asked.volunteer) sql += "volunteer_id = $5 and ";
  if (asked.state) sql += "state = $6 and ";
  if (!asked.reference.empty()) sql += "reference <> '' and reference = $7 and ";
  if (asked.coming_at)
    sql += std::string(asked.coming_at->wanted ? "" : "not ") +
           "(end_at > $8 and (state = 'confirmed' or (state = 'pending' and held_until > $8))) and ";
  return sql + (asked.latest_first
                    ? "(start_at, id) < ($1, $2) and start_at >= $3 order by start_at desc, id desc limit $4"
                    : "(start_at, id) > ($1, $2) and start_at < $3 order by start_at, id limit $4");
}

void bind_filter(statement& s, booking_filter const& asked) {
  if (asked.volunteer) bind_value(s, 5, *asked.volunteer);
  if (asked.state) bind_value(s, 6, name_of(*asked.state));
  if (!asked.reference.empty()) bind_value(s, 7, asked.reference);
  if (asked.coming_at) bind_value(s, 8, asked.coming_at->now);
}

}  // namespace

result<paged<booking>> list(connection& db, booking_filter const& filter, page const& piece) {
  auto const from = seconds_or(filter.from, earliest);
  auto const to = seconds_or(filter.to, latest);
  auto const behind = position_of(piece, {filter.latest_first ? to : from, {}});
  if (!behind) return behind.error();
  auto& s = query(db, list_query(filter), behind->number, behind->id, filter.latest_first ? from : to, piece.limit + 1);
  bind_filter(s, filter);
  auto const where = [](booking const& b) { return position{b.start.time_since_epoch().count(), b.id.text}; };
  auto made = cut(all_rows(s, read_booking), piece, where, [](booking& b) { return std::move(b); });
  for (auto& b : made.items) read_parts(db, b);
  return made;
}

}  // namespace rehearse::storage
