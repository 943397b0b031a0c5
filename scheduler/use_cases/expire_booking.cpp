#include "scheduler/use_cases/expire_booking.hpp"

#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/booking_mails.hpp"

namespace rehearse {

void expire(store& s, booking& b, instant now) {
  b.state = booking_state::expired;
  storage::remove_occupations_of(s.db(), b.id);
  drop_all_mails(s, b, "the hold ran out", now);
  save(s, b, {the_system{}, party::system, "expired", "booking.expire"}, now);
}

void expire_run_out(store& s, volunteer_id const& volunteer, instant now) {
  for (auto const& id : storage::run_out_holds(s.db(), volunteer, now)) {
    auto held = storage::find(s.db(), id).value();
    expire(s, held, now);
  }
}

}  // namespace rehearse
