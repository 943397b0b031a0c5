// Nobody is booked twice; states, histories and sequences only go forward; both sides' wall clocks are told rightly: of
// invariants.hpp.
#include "scheduler/rules/time_zone.hpp"
#include "tests/simulation/invariants.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

// Pending, then confirmed, then an end: which end it was does not change any more.
int stage_of(std::string const& state) {
  if (state == "pending") return 0;
  return state == "confirmed" ? 1 : 2;
}

}  // namespace

void invariants::check() {
  auto t = read_tables(y_.w, y_.now() - 24h);
  note_first_due(t);
  check_bookings(t);
  check_occupations(t);
  plans_.plan(t);
  plans_.check_rows(t);
  check_calendars(t);
  check_slots();
  y_.seen = std::move(t);
}

void invariants::check_everything() {
  auto const t = read_tables(y_.w, instant{});
  EXPECT_EQ(t.bookings.size(), y_.made.size()) << "a booking was lost, or nobody made it";
  check_bookings(t);
  check_occupations(t);
  plans_.check_rows(t);
}

void invariants::check_bookings(tables const& t) {
  for (auto const& [id, b] : t.bookings) {
    SCOPED_TRACE(id + ", " + b.state);
    auto const [before, is_new] = before_.try_emplace(id, b);
    if (!is_new) check_change(before->second, b);
    check_agreed_times(b);
    before->second = b;
    y_.compared("bookings with what they were");
  }
}

void invariants::check_change(booking_row const& before, booking_row const& b) {
  bool const same_end = stage_of(before.state) < 2 || before.state == b.state;
  EXPECT_TRUE(stage_of(b.state) >= stage_of(before.state) && same_end) << "was " << before.state;
  EXPECT_GE(b.sequence, before.sequence);
  EXPECT_GE(b.revision, before.revision);
  bool const moved = b.start != before.start, elsewhere = b.meeting_url != before.meeting_url;
  if (moved || elsewhere || (b.state == "cancelled" && before.state != "cancelled")) {
    EXPECT_GT(b.sequence, before.sequence) << "calendars would not notice";
  }
  ASSERT_GE(b.history.size(), before.history.size());
  EXPECT_TRUE(std::equal(before.history.begin(), before.history.end(), b.history.begin())) << "history was rewritten";
  if (b.revision != before.revision && b.attendance == before.attendance) {
    EXPECT_GT(b.history.size(), before.history.size()) << "something changed, and no line tells of it";
  }
  EXPECT_EQ(b.end - b.start, before.end - before.start);
  EXPECT_LE(b.reschedules, b.max_reschedules);
  EXPECT_EQ(b.reschedules, std::ranges::count_if(b.history, [](history_row const& line) {
              return line.what == "rescheduled" && line.by == "candidate";
            }));
  if (moved) {
    EXPECT_EQ(b.attendance, "not_asked") << "attendance is asked anew";
  }
}

void invariants::check_agreed_times(booking_row const& b) {
  auto const candidates = time_zone::find(b.candidate_zone), volunteers = time_zone::find(b.volunteer_zone);
  ASSERT_TRUE(candidates && volunteers);
  EXPECT_EQ(candidates->to_wall_clock(b.start), b.candidate_time);
  EXPECT_EQ(volunteers->to_wall_clock(b.start), b.volunteer_time);
}

void invariants::check_occupations(tables const& t) {
  std::map<std::string, int> rows;
  occupation_row const* last = nullptr;
  for (auto const& o : t.occupations) {
    if (last != nullptr && last->volunteer == o.volunteer) {
      EXPECT_LE(last->to, o.from) << "booked twice: " << last->booking << " and " << o.booking;
    }
    last = &o;
    ++rows[o.booking];
    if (t.bookings.contains(o.booking)) check_occupation(t, o);
    y_.compared("occupations");
  }
  for (auto const& [id, b] : t.bookings) {
    if (b.end <= y_.now()) continue;
    if (b.takes_time(y_.now())) {
      EXPECT_EQ(rows[id], 1) << id << ", " << b.state << ": its time is not taken";
    }
    if (b.state == "cancelled" || b.state == "expired") {
      EXPECT_EQ(rows[id], 0) << id << ", " << b.state << ": its time is still taken";
    }
  }
}

void invariants::check_occupation(tables const& t, occupation_row const& o) {
  auto const& b = t.booking(o.booking);
  auto const& around = y_.taken.at(b.id);
  EXPECT_EQ(o.volunteer, b.volunteer);
  EXPECT_EQ(o.start, b.start);
  EXPECT_EQ(o.from, b.start - around.before) << "the buffer before is not the one of when it was made";
  EXPECT_EQ(o.to, b.end + around.after) << "the buffer after is not the one of when it was made";
  EXPECT_EQ(o.kind, b.state == "pending" ? "hold" : "booking");
  EXPECT_EQ(o.runs_out, b.state == "pending" ? b.held_until : std::nullopt);
}

}  // namespace rehearse::test
