#include "scheduler/use_cases/booking_at_hand.hpp"

#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/refusals.hpp"

namespace rehearse {

result<booking_at_hand> booking_for(store& s, caller const& who, booking_id const& id) {
  auto found = storage::find(s.db(), id);
  if (!found) return no_such_booking();
  auto const by = part_in(who, *found);
  if (!by) return no_such_booking();
  return booking_at_hand{std::move(*found), *by};
}

refusal no_such_booking() {
  return refused(errc::not_found, "There is no such booking.");
}

booking as_of(booking b, instant now) {
  b.state = state_by_now(b, now);
  return b;
}

void save(store& s, booking& b, change const& made, instant now) {
  ++b.revision;
  b.history.push_back({now, made.by, std::string(made.what)});
  storage::update(s.db(), b);
  note(s, made.who, made.verb, {b.id.text}, now);
}

}  // namespace rehearse
