// The passing of time: of manage_booking.hpp.
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/expire_booking.hpp"
#include "scheduler/use_cases/manage_booking.hpp"

namespace rehearse {
namespace {

constexpr auto quiet_time = date::days{7};

void complete(store& s, booking& b, instant now) {
  b.state = booking_state::completed;
  save(s, b, {the_system{}, party::system, "completed", "booking.complete"}, now);
}

}  // namespace

int settle_bookings(store& s, instant now, int at_most) {
  int settled = 0;
  for (auto& b : storage::pending_to_expire(s.db(), now, at_most)) {
    expire(s, b, now);
    ++settled;
  }
  if (settled == at_most) return settled;
  for (auto& b : storage::bookings_to_settle(s.db(), now - quiet_time, at_most - settled)) {
    if (state_by_now(b, now) != booking_state::completed) continue;
    complete(s, b, now);
    ++settled;
  }
  return settled;
}

}  // namespace rehearse
