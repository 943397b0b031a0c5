// What is listed is free by the volunteer's own wall clock and can be booked; what is booked is not listed: of
// invariants.hpp.
#include "scheduler/use_cases/list_slots.hpp"
#include "tests/simulation/deeds.hpp"
#include "tests/simulation/invariants.hpp"
#include "tests/simulation/reference_slots.hpp"

#include <algorithm>

namespace rehearse::test {
namespace {

std::string starts(std::vector<slot> const& slots) {
  std::string text;
  for (auto const& s : slots) text += to_text(s.start) + " ";
  return text;
}

// Books it and takes it back at once, so that nothing remains.
bool would_be_booked(year& y, giver const& g, interview_type const& type, instant start) {
  book_slot_request asked;
  asked.interview_type = type.id;
  asked.volunteer = g.who.id;
  asked.start = start;
  asked.candidate = {"Probe", "probe@example.org", "UTC", "en"};
  bool booked = false;
  auto const taken_back = y.w.write([&](store& s) -> result<void> {
    booked = book_slot(s, asked, y.now()).has_value();
    return refusal{errc::wrong_state, "only a question", {}, {}, false};
  });
  return booked && !taken_back;
}

}  // namespace

// One volunteer over the days that come, another somewhere within every horizon, and one day of the pool.
void invariants::check_slots() {
  auto const soon = y_.now() + hours{y_.chance.below(72)};
  check_slots_of(y_.chance.one_of(y_.givers), y_.chance.one_of(y_.types), soon, soon + 36h);
  auto const some_day = y_.now() + hours{y_.chance.below(24 * 62)};
  check_slots_of(y_.chance.one_of(y_.givers), y_.chance.one_of(y_.types), some_day, some_day + 24h);
  if (y_.chance.one_in(4)) check_pool(y_.chance.one_of(y_.types), some_day, some_day + 24h);
}

void invariants::check_slots_of(giver const& g, interview_type const& type, instant from, instant to) {
  auto const free = listed(y_, g, type, from, to);
  auto const expected = expected_slots(y_, g, type, from, to);
  EXPECT_TRUE(free == expected) << g.name << "\nlisted   " << starts(free) << "\nexpected " << starts(expected);
  y_.compared("slots with the wall clock", static_cast<int>(std::max(free.size(), expected.size())));
  check_bookable(g, type, free);
}

void invariants::check_bookable(giver const& g, interview_type const& type, std::vector<slot> const& free) {
  if (!free.empty()) {
    auto const start = y_.chance.one_of(free).start;
    EXPECT_TRUE(would_be_booked(y_, g, type, start)) << g.name << ": listed, but not bookable: " << to_text(start);
    auto const beside = start + minutes{5 * y_.chance.from(1, 20)};
    bool const is_listed =
        std::ranges::any_of(listed(y_, g, type, beside, beside + 1s), [&](slot const& s) { return s.start == beside; });
    EXPECT_EQ(would_be_booked(y_, g, type, beside), is_listed) << g.name << " at " << to_text(beside);
    y_.compared("listed against bookable", 2);
  }
  if (y_.seen.bookings.empty()) return;
  auto const booked = std::next(y_.seen.bookings.begin(), y_.chance.below(static_cast<int>(y_.seen.bookings.size())));
  auto const& b = booked->second;
  auto const now = read_booking_row(y_.w, b.id);
  if (!now.takes_time(y_.now()) || now.start <= y_.now()) return;
  for (auto const& s : listed(y_, y_.giver_of(now.volunteer), type, now.start - type.duration, now.end))
    EXPECT_TRUE(s.end <= now.start || s.start >= now.end) << "listed over a booking: " << to_text(s.start);
  y_.compared("booked and not listed");
}

void invariants::check_pool(interview_type const& type, instant from, instant to) {
  std::map<instant, int> expected;
  for (auto const& g : y_.givers)
    for (auto const& s : listed(y_, g, type, from, to)) ++expected[s.start];
  pool_request const asked{type.id, {}, from, to, "", 3};
  auto const pool = y_.w.read([&](store& s) { return list_pool_slots(s, asked, y_.now()).value().slots; });
  std::map<instant, int> found;
  for (auto const& s : pool) found[s.start] = s.volunteer_count;
  EXPECT_TRUE(found == expected) << "the pool is not what its volunteers list";
  y_.compared("starts of the pool", static_cast<int>(expected.size()));
}

}  // namespace rehearse::test
