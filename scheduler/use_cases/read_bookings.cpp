// Looking at bookings: of manage_booking.hpp.
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::size_t longest_page = 200;

}  // namespace

result<booking> read_booking(store& s, caller const& who, booking_id const& id, instant now) {
  auto found = booking_for(s, who, id);
  if (!found) return found.error();
  return as_of(std::move(found->it), now);
}

result<booking_page> list_bookings(store& s, caller const& who, booking_query const& asked, instant now) {
  storage::booking_filter seen{asked.volunteer, asked.state, asked.reference, asked.from, asked.to, asked.latest_first};
  if (asked.which != booking_query::part::all) seen.coming_at = {asked.which == booking_query::part::coming, now};
  if (auto const* own = std::get_if<signed_in_volunteer>(&who)) {
    if (asked.volunteer.value_or(own->id) != own->id) return booking_page{};
    seen.volunteer = own->id;
  } else if (!is_organizer(who)) {
    return refused(errc::forbidden, "Bookings are listed for volunteers and organizers alone.");
  }
  auto const limit = static_cast<int>(std::clamp<std::size_t>(asked.limit, 1, longest_page));
  auto found = storage::list(s.db(), seen, {limit, asked.cursor});
  if (!found) return found.error();
  booking_page page{{}, std::move(found->next)};
  for (auto& b : found->items) page.items.push_back(as_of(std::move(b), now));
  // Time has made something else of it, and nobody has written that down yet.
  if (asked.state) std::erase_if(page.items, [&](booking const& b) { return b.state != *asked.state; });
  return page;
}

}  // namespace rehearse
