// Of manage_booking.hpp.
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/use_cases/manage_booking.hpp"

namespace rehearse {
namespace {

constexpr auto kept_for = date::days{30};
// How far the bookings, in order of their starts, have been gone through.
constexpr std::string_view meta_forgotten_up_to = "private_details_forgotten_up_to";

bool holds_private_details(booking const& b) {
  return !b.prepared.accessibility.empty() || (b.cancelled && b.cancelled->reason == cancel_reason::illness);
}

void forget(store& s, booking b) {
  b.prepared.accessibility.clear();
  if (b.cancelled && b.cancelled->reason == cancel_reason::illness) b.cancelled->reason = cancel_reason::other;
  ++b.revision;
  storage::update(s.db(), b);
}

}  // namespace

int forget_private_details(store& s, instant now, int at_most) {
  storage::booking_filter old;
  // No interview lasts longer than eight hours: what started before this has ended long enough ago.
  old.to = now - kept_for - 8h;
  auto const up_to = storage::meta(s.db(), meta_forgotten_up_to).value_or("");
  auto const found = storage::list(s.db(), old, {at_most, up_to}).value();
  for (auto const& b : found.items)
    if (holds_private_details(b)) forget(s, b);
  if (found.next) storage::set_meta(s.db(), meta_forgotten_up_to, *found.next);
  return static_cast<int>(found.next ? found.items.size() : 0);
}

}  // namespace rehearse
