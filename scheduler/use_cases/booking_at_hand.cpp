#include "scheduler/use_cases/booking_at_hand.hpp"

#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>
#include <stdexcept>

namespace rehearse {
namespace {

constexpr std::string_view events[] = {
    "booked",        "confirmed",          "rescheduled",       "cancelled",         "attendance_confirmed",
    "running_late",  "details_changed",    "place_changed",     "presence_reported", "candidate_no_show",
    "email_changed", "email_change_asked", "volunteer_no_show", "completed",         "expired",
};

}  // namespace

std::span<std::string_view const> history_events() {
  return events;
}

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
  if (std::ranges::find(events, made.what) == std::end(events))
    throw std::logic_error("no word of a history: " + std::string(made.what));
  ++b.revision;
  b.history.push_back({now, made.by, std::string(made.what)});
  storage::update(s.db(), b);
  note(s, made.who, made.verb, {b.id.text}, now);
}

}  // namespace rehearse
