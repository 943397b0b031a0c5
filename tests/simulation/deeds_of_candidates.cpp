// Candidates book, press the links they were mailed, move, cancel, and correct what they said of themselves.
#include "scheduler/use_cases/list_slots.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/simulation/deeds.hpp"
#include "tests/simulation/reference_slots.hpp"

#include <algorithm>

namespace rehearse::test {
namespace {

book_slot_request request_of(year& y, seeker const& who, interview_type const& type, instant start) {
  book_slot_request asked;
  asked.interview_type = type.id;
  asked.start = start;
  asked.candidate = {who.name, who.email, who.zone, "en"};
  if (y.chance.one_in(3)) asked.prepared.editor_choice = editor::own_machine;
  return asked;
}

// Some practise much more than others, and meet the limits.
seeker const& draw_seeker(year& y) {
  if (y.chance.one_in(2)) return y.seekers[static_cast<std::size_t>(y.chance.below(6))];
  return y.chance.one_of(y.seekers);
}

// Near starts more often than far ones.
slot draw_slot(year& y, std::vector<slot> const& all) {
  auto const n = static_cast<int>(all.size());
  return all[static_cast<std::size_t>(std::min(y.chance.below(n), y.chance.below(n)))];
}

void press(year& y, brought_link const& link) {
  auto const b = read_booking_row(y.w, link.booking);
  booking_id const id{link.booking};
  if (link.of_new_address) {
    auto const answer = y.w.write([&](store& s) { return confirm_new_address(s, id, link.token, y.now()); });
    y.did("confirm another address", answer.has_value());
    return;
  }
  auto const answer = y.w.write([&](store& s) { return confirm_address(s, id, link.token, y.now()); });
  expect_answer(y, "confirm the address", answer, b.is_held(y.now()) || b.is_agreed());
}

// One of those that came last, pressed for the first time or again.
void press_a_link(year& y) {
  if (y.links.empty()) return;
  auto const back = static_cast<std::size_t>(y.chance.below(std::min(4, static_cast<int>(y.links.size()))));
  press(y, y.links[y.links.size() - 1 - back]);
}

// Most people look into their mail before the hold runs out.
void wait_for_the_link(year& y, booking const& b) {
  live_until(y, y.now() + minutes{y.chance.below(static_cast<int>(b.rules.hold.count()) * 5 / 4)});
  if (!y.links.empty() && y.links.back().booking == b.id.text) press(y, y.links.back());
}

std::optional<booking> book_now(year& y, std::string const& what, book_slot_request const& asked) {
  auto const& rules = y.policies.at(asked.interview_type);
  auto const type = std::ranges::find(y.types, asked.interview_type, &interview_type::id);
  auto const& email = asked.candidate.email;
  bool const over = is_over_limit(y, rules, email, asked.start) ||
                    has_an_interview_then(y, email, asked.start, asked.start + type->duration);
  auto const answer = y.w.book(asked);
  if (over) {
    y.did("book over a limit", !answer);
    EXPECT_TRUE(!answer && answer.error().code == errc::booking_limit) << asked.candidate.email;
    return std::nullopt;
  }
  expect_answer(y, what, answer, true);
  if (!answer) return std::nullopt;
  EXPECT_EQ(answer->state, rules.confirm_email ? booking_state::pending : booking_state::confirmed);
  y.made.push_back(answer->id.text);
  y.took_time(*answer);
  if (rules.confirm_email) y.did("book, and be asked to confirm the address", true);
  return *answer;
}

void book_listed(year& y, std::string const& what, book_slot_request const& asked) {
  auto const made = book_now(y, what, asked);
  if (made && made->state == booking_state::pending && !y.chance.one_in(4)) wait_for_the_link(y, *made);
}

void book_with_somebody(year& y) {
  auto const& g = y.chance.one_of(y.givers);
  auto const& type = y.chance.one_of(y.types);
  auto const free = listed(y, g, type, y.now(), y.now() + hours{24 * y.chance.from(1, 16)});
  if (free.empty()) return;
  auto asked = request_of(y, draw_seeker(y), type, draw_slot(y, free).start);
  asked.volunteer = g.who.id;
  book_listed(y, "book with somebody", asked);
}

void book_with_anybody(year& y) {
  auto const& type = y.chance.one_of(y.types);
  auto const from = y.now() + hours{y.chance.below(24 * 10)};
  auto const pool = y.w.read([&](store& s) {
    pool_request const asked{type.id, {}, from, from + 24h, "", 10};
    return list_pool_slots(s, asked, y.now()).value().slots;
  });
  if (pool.empty()) return;
  auto const& chosen = y.chance.one_of(pool);
  auto const before = y.made.size();
  book_listed(y, "book with anybody", request_of(y, draw_seeker(y), type, chosen.start));
  if (y.made.size() == before) return;
  auto const given_to = read_booking_row(y.w, y.made.back()).volunteer;
  EXPECT_TRUE(std::ranges::any_of(chosen.volunteers, [&](volunteer_name const& v) { return v.id.text == given_to; }));
}

// Somebody else comes once a hold has run out and nobody has tidied up; then, perhaps, the clock is set right and is
// earlier, and the first one finds the mail at last.
void take_what_was_held(year& y) {
  auto const held = std::ranges::find_if(y.seen.bookings, [&](auto const& b) { return b.second.is_held(y.now()); });
  if (held == y.seen.bookings.end()) return;
  auto const& b = held->second;
  auto const type = std::ranges::find(y.types, b.type, &interview_type::id);
  auto const& g = y.giver_of(b.volunteer);
  sleep_until(y, *b.held_until);
  auto const free = listed(y, g, *type, b.start, b.start + 1s);
  if (free.empty()) return;
  auto asked = request_of(y, draw_seeker(y), *type, b.start);
  asked.volunteer = g.who.id;
  y.did("take what was held in vain", true);
  if (!book_now(y, "book with somebody", asked)) return;
  if (y.chance.one_in(2)) y.w.clock().set(y.now() - 20min);
  auto const link = std::ranges::find(y.links, b.id, &brought_link::booking);
  if (link != y.links.end()) press(y, brought_link{*link});
}

bool may_be_moved(year& y, booking_row const& b, bool by_candidate) {
  if (b.state != "confirmed" || y.now() >= b.start) return false;
  return !by_candidate || (y.now() <= b.start - b.reschedule_until && b.reschedules < b.max_reschedules);
}

void move(year& y, bool by_candidate) {
  auto const b = some_booking(y);
  if (!b) return;
  booking_id const id{b->id};
  caller const who = by_candidate ? caller{candidate_of{id}} : organizer();
  auto const from = y.now();
  auto const to = from + hours{24 * y.chance.from(1, 10)};
  auto const free = y.w.read([&](store& s) { return slots_to_move_to(s, who, id, from, to, y.now()); });
  auto const what = by_candidate ? "move" : "move by the organizer";
  bool const allowed = may_be_moved(y, *b, by_candidate);
  EXPECT_EQ(free.has_value(), allowed) << what;
  if (!free) return y.did(what, false);
  expect_starts_to_move_to(y, *b, *free, from, to);
  if (free->empty()) return;
  reschedule_request const asked{id, draw_slot(y, *free).start};
  bool const is_busy = has_an_interview_then(y, b->email, asked.start, asked.start + (b->end - b->start), b->id);
  auto const answer = y.w.write([&](store& s) { return reschedule_booking(s, who, asked, y.now()); });
  expect_answer(y, what, answer, allowed && !is_busy);
  if (answer) y.took_time(*answer);
}

void move_by_candidate(year& y) {
  move(y, true);
}
void move_by_organizer(year& y) {
  move(y, false);
}

void cancel(year& y) {
  auto const b = some_booking(y);
  if (!b) return;
  cancel_request const asked{{b->id}, static_cast<cancel_reason>(y.chance.below(5)), "Sorry."};
  std::vector<caller> const all{candidate_of{asked.booking}, candidate_of{asked.booking},
                                signed_in_volunteer{{b->volunteer}}, organizer()};
  bool const open = b->is_held(y.now()) || b->state == "confirmed";
  auto const& who = y.chance.one_of(all);
  auto const answer = y.w.write([&](store& s) { return cancel_booking(s, who, asked, y.now()); });
  expect_answer(y, "cancel", answer, (open && y.now() < b->start) || b->state == "cancelled");
}

void change(year& y, std::string const& what, booking_row const& b, booking_changes const& changes, bool allowed) {
  booking_id const id{b.id};
  auto const answer =
      y.w.write([&](store& s) { return change_booking(s, candidate_of{id}, id, changes, {}, y.now()); });
  expect_answer(y, what, answer, allowed);
}

void change_details(year& y) {
  auto const b = some_booking(y);
  if (!b) return;
  preparation next;
  next.goal = "Goal " + std::to_string(y.chance.below(100));
  bool const open = b->is_held(y.now()) || b->state == "confirmed";
  change(y, "change details", *b, {.name = "Name " + std::to_string(y.chance.below(50)), .prepared = next}, open);
}

void change_zone(year& y) {
  auto const b = some_booking(y);
  if (!b) return;
  bool const open = b->is_held(y.now()) || b->state == "confirmed";
  change(y, "change one's zone", *b, {.zone = draw_seeker(y).zone}, open);
}

void change_address(year& y) {
  auto const b = some_booking(y);
  if (!b) return;
  change(y, "ask for another address", *b, {.email = "new" + std::to_string(y.chance.below(90)) + "@example.org"},
         b->state == "confirmed");
}

}  // namespace

std::vector<deed> deeds_of_candidates() {
  return {{"book with somebody", 28, book_with_somebody},
          {"book with anybody", 14, book_with_anybody},
          {"press a link", 14, press_a_link},
          {"take what was held in vain", 6, take_what_was_held},
          {"move", 12, move_by_candidate},
          {"move by the organizer", 3, move_by_organizer},
          {"cancel", 8, cancel},
          {"change details", 4, change_details},
          {"change one's zone", 3, change_zone},
          {"ask for another address", 4, change_address}};
}

}  // namespace rehearse::test
