// The day of the interview: coming, being late, having been there, and meeting elsewhere. These wait for their time.
#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/simulation/deeds.hpp"

namespace rehearse::test {
namespace {

// Somewhere around the interview, if that is still to come.
booking_row live_until_near(year& y, booking_row const& b, minutes before, minutes after) {
  auto const span = static_cast<int>((before + after).count());
  live_until(y, b.start - before + minutes{y.chance.below(span + 1)});
  return read_booking_row(y.w, b.id);
}

caller one_side(year& y, booking_row const& b) {
  if (y.chance.one_in(2)) return candidate_of{{b.id}};
  return signed_in_volunteer{{b.volunteer}};
}

void say_that_one_comes(year& y) {
  auto const b = some_booking(y);
  if (!b) return;
  booking_id const id{b->id};
  auto const answer = y.w.write([&](store& s) { return confirm_attendance(s, candidate_of{id}, id, y.now()); });
  expect_answer(y, "confirm attendance", answer, b->state == "confirmed" && y.now() < b->start);
}

void run_late(year& y) {
  auto const chosen = some_interview(y);
  if (!chosen) return;
  auto const b = live_until_near(y, *chosen, 150min, 70min);
  auto const who = one_side(y, b);
  minutes const late{y.chance.from(1, 30)};
  auto const answer = y.w.write([&](store& s) { return tell_running_late(s, who, {b.id}, late, y.now()); });
  bool const in_time = b.start - 2h <= y.now() && y.now() < b.end;
  expect_answer(y, "tell of running late", answer, b.state == "confirmed" && in_time);
}

void report_who_came(year& y) {
  auto const chosen = some_interview(y);
  if (!chosen) return;
  auto b = live_until_near(y, *chosen, 0min, 180min);
  for (int reports = y.chance.from(1, 3); reports > 0; --reports) {
    auto const draw = [&] { return y.chance.one_in(5) ? presence::did_not_come : presence::came; };
    presence_request const asked{{b.id}, draw(), draw()};
    auto const who = one_side(y, b);
    auto const answer = y.w.write([&](store& s) { return report_presence(s, who, asked, y.now()); });
    expect_answer(y, "report who came", answer, b.is_agreed() && y.now() >= b.start + 10min);
    b = read_booking_row(y.w, b.id);
  }
}

void meet_elsewhere(year& y) {
  auto const b = some_booking(y);
  if (!b) return;
  booking_id const id{b->id};
  bool const by_volunteer = !y.chance.one_in(4);
  caller const who = by_volunteer ? caller{signed_in_volunteer{{b->volunteer}}} : organizer();
  booking_changes const changes{.meeting_url = "https://meet.example/room" + std::to_string(y.chance.below(1000))};
  auto const answer = y.w.write([&](store& s) { return change_booking(s, who, id, changes, {}, y.now()); });
  bool const open = b->is_held(y.now()) || b->state == "confirmed";
  expect_answer(y, "change the place", answer, open && y.now() < b->end);
}

}  // namespace

std::vector<deed> deeds_around_the_interview() {
  return {{"confirm attendance", 6, say_that_one_comes},
          {"tell of running late", 5, run_late},
          {"report who came", 5, report_who_came},
          {"change the place", 7, meet_elsewhere}};
}

}  // namespace rehearse::test
