// How time passes, and how a deed finds its booking: of deeds.hpp.
#include "scheduler/use_cases/list_slots.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/simulation/deeds.hpp"

#include <algorithm>

namespace rehearse::test {
namespace {

// What the server does from time to time, often late: so that run-out holds are met that nobody has tidied up.
void look_after(year& y) {
  if (y.chance.one_in(3)) y.w.write([&](store& s) { return settle_bookings(s, y.now(), 100); });
}

void deliver(year& y) {
  if (y.mails.mood() != server_mood::fine && y.now() >= y.mood_until) y.mails.set_mood(server_mood::fine);
  y.mails.deliver();
  y.after_delivery();
}

// When something falls due, and from time to time where something waits in vain.
instant next_look(year& y, instant end) {
  auto next = std::min(end, next_mail_due(y.w).value_or(end));
  if (next <= y.now()) next = y.now() + 1min;
  if (y.mails.mood() == server_mood::down) next = std::max(next, y.now() + 10min);
  if (y.mails.mood() != server_mood::fine && y.mood_until > y.now()) next = std::min(next, y.mood_until);
  return std::min(next, end);
}

std::optional<booking_row> one_of_those(year& y, auto wanted) {
  std::vector<std::string> ids;
  for (auto const& [id, b] : y.seen.bookings)
    if (wanted(b)) ids.push_back(id);
  if (ids.empty()) return std::nullopt;
  return read_booking_row(y.w, y.chance.one_of(ids));
}

}  // namespace

void live_until(year& y, instant when) {
  while (y.now() < when) {
    deliver(y);
    look_after(y);
    y.w.clock().set(next_look(y, when));
  }
  deliver(y);
}

void sleep_until(year& y, instant when) {
  y.trouble.note(y.now(), when);
  y.w.clock().set(when);
}

std::optional<booking_row> some_booking(year& y) {
  bool const any = y.chance.one_in(10);
  return one_of_those(y, [&](booking_row const& b) {
    return any || (b.takes_time(y.now()) && b.end > y.now() && b.state != "completed");
  });
}

std::optional<booking_row> some_interview(year& y) {
  return one_of_those(y, [&](booking_row const& b) {
    return b.state == "confirmed" && b.start > y.now() && b.start < y.now() + 14 * 24h;
  });
}

std::vector<slot> listed(year& y, giver const& g, interview_type const& type, instant from, instant to) {
  volunteer_slots_request const asked{g.who.id, type.id, from, to};
  auto const answer = y.w.read([&](store& s) { return list_slots(s, anonymous{}, asked, y.now()); });
  return answer ? answer->slots : std::vector<slot>{};
}

bool has_an_interview_then(year& y, std::string const& email, instant start, instant end, std::string const& but) {
  auto const theirs = bookings_of_address(y.w, email);
  return std::ranges::any_of(theirs,
                             [&](their_booking const& b) { return b.id != but && start < b.end && b.start < end; });
}

bool is_over_limit(year& y, policy const& rules, std::string const& email, instant start) {
  auto const theirs = bookings_of_address(y.w, email);
  auto const open = std::ranges::count_if(theirs, [&](their_booking const& b) { return b.end > y.now(); });
  if (rules.max_open_bookings && open >= *rules.max_open_bookings) return true;
  if (!rules.max_bookings) return false;
  // Every stretch of so many days that holds the new start, begun at any start.
  std::vector<instant> starts{start};
  for (auto const& b : theirs) starts.push_back(b.start);
  for (auto const from : starts) {
    auto const to = from + rules.max_bookings->within;
    if (start < from || start >= to) continue;
    auto const inside = std::ranges::count_if(starts, [&](instant t) { return from <= t && t < to; });
    if (inside > rules.max_bookings->count) return true;
  }
  return false;
}

}  // namespace rehearse::test
