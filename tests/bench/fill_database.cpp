// Fills a database for measurements: `fill_database PLACE VOLUNTEERS BOOKINGS [DUE]`, PLACE a file of SQLite or
// (no bookings then) postgres://…, adds
//  - so many volunteers: half-hour slots, 9:00 to 13:00 by the clock of UTC, every day for 70 days: 480 in 60 days;
//  - so many bookings: three quarters were held in the past year, the others are agreed for the month after the next.
//    Each has its history, its time taken and the two confirmations that were sent; one to come has four reminders and
//    three follow-ups, planned;
//  - bookings for this time tomorrow, so that DUE reminders of the day before are due now (one to each side).
// The database has been made by `rehearse migrate` before; nothing serves it meanwhile. Prints every volunteer's id.
#include "config/clock.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/open.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/page.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/demo/demo_programme.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/publish_availability.hpp"
#include "tests/bench/many_bookings.hpp"

#include <cstdlib>
#include <iostream>

namespace {

using namespace rehearse;

constexpr auto interview = 30min;
slug const half_an_hour = "half-an-hour";

availability every_morning() {
  weekly_rule daily;
  daily.days.fill(true);
  daily.hours = {9h, 13h};
  availability hours;
  hours.zone = "UTC";
  hours.weekly = {daily};
  hours.min_notice = 60min;
  hours.horizon = date::days{70};
  return hours;
}

volunteer numbered(int number) {
  volunteer v;
  v.name = "Volunteer " + std::to_string(number);
  v.email = "volunteer" + std::to_string(number) + "@example.org";
  v.zone = "UTC";
  v.meeting_url = "https://meet.example.org/" + std::to_string(number);
  v.interview_types = {half_an_hour};
  v.editors = {editor::own_machine};
  return v;
}

void set_up_programme(store& s, instant now) {
  save_programme(s, the_system{}, demo::texts(), {}, now).value();
  interview_type type;
  type.id = half_an_hour;
  type.title = "Half an hour";
  type.duration = interview;
  type.criteria = demo::interview_types().front().criteria;
  create_interview_type(s, the_system{}, type, now).value();
}

volunteer_id add_volunteer(store& s, int number, instant now) {
  auto const v = invite_volunteer(s, the_system{}, numbered(number), now).value();
  publish_availability(s, the_system{}, {v.id, every_morning(), {}, true}, now).value();
  return v.id;
}

booking agreed(store& s, volunteer_id const& with, instant start, instant made_at) {
  booking b;
  b.id = s.make_id<booking_id>();
  b.state = booking_state::confirmed;
  b.interview_type = half_an_hour;
  b.volunteer = with;
  b.start = start;
  b.end = start + interview;
  b.candidate = {"Candidate", "candidate@example.net", "Asia/Kolkata", "en"};
  b.email_confirmed = true;
  b.agreed = {wall_clock{start.time_since_epoch() + 330min}, "Asia/Kolkata", wall_clock{start.time_since_epoch()},
              "UTC", "2026f"};
  b.meeting_url = "https://meet.example.org/room";
  b.policy_id = "standard";
  b.made_at = made_at;
  b.history = {{b.made_at, party::candidate, "booked"}};
  return b;
}

// As it stands once its confirmations have left.
booking_id add(store& s, booking const& b) {
  storage::insert(s.db(), b);
  auto taken = occupation_for(every_morning(), interview, b.start);
  taken.id = s.make_id<occupation_id>();
  taken.booking = b.id;
  if (!storage::insert(s.db(), b.volunteer, taken)) throw std::runtime_error("two bookings at once");
  tell_confirmed(s, b, b.made_at);
  for (auto const& m : storage::mails_about(s.db(), b.id))
    if (m.kind == mail_kind::booking_confirmation)
      storage::settle(s.db(), m.id, {mail_state::sent, 250, "250 2.0.0 Ok: queued as 4XyZ", b.made_at});
  return b.id;
}

booking_id add_held(store& s, volunteer_id const& with, instant start) {
  auto b = agreed(s, with, start, start - 24h * 7);
  auto const id = add(s, b);
  b.state = booking_state::completed;
  b.history.push_back({b.end, party::system, "completed"});
  storage::update(s.db(), b);
  storage::run(s.db(), "delete from outbox where booking_id = $1 and state = 'waiting'", id);
  return id;
}

// What the timekeeper of a server that ran all the time has done.
void forget_what_is_old(store& s, instant now) {
  storage::set_meta(s.db(), "private_details_forgotten_up_to",
                    storage::cursor_text({(now - 24h * 30 - 8h).time_since_epoch().count(), ""}));
}

struct quantities {
  int volunteers, bookings, due;
};

std::vector<volunteer_id> add_programme(database& db, quantities const& wanted, instant now) {
  std::vector<volunteer_id> all;
  db.write_now([&](store& s) {
    set_up_programme(s, now);
    for (int i = 0; i < wanted.volunteers; ++i) all.push_back(add_volunteer(s, i, now));
    storage::run(s.db(), "update outbox set state = 'sent', settled_at = due where kind = 'invitation'");
    forget_what_is_old(s, now);
  });
  return all;
}

void add_bookings(std::unique_ptr<database> db, std::string const& path, quantities const& wanted,
                  volunteer_id const& with) {
  auto const now = system_clock{}.now();
  auto const today = date::floor<date::days>(now);
  instant const yesterday = today - 24h * 2 + 14h;
  instant const far = today + 24h * 200 + 14h;  // of what is copied; the copies are nearer
  instant const tomorrow = now + 24h;
  booking_id held, coming, due;
  db->write_now([&](store& s) {
    held = add_held(s, with, yesterday + 1h);
    coming = add(s, agreed(s, with, far, now - 24h));
    due = add(s, agreed(s, with, tomorrow + 1h, now - 24h * 7));
  });
  db.reset();
  bench::many_bookings all(path);
  int const to_come = wanted.bookings / 4;
  all.copy({held, wanted.bookings - to_come, yesterday, -24h * 4});
  all.copy({coming, to_come, instant(today + 24h * 30 + 14h), 24h});
  all.copy({due, wanted.due / 2, tomorrow, 24h});
  all.finish({held, coming, due});
}

}  // namespace

int main(int count, char** words) try {
  if (count < 4 || count > 5) return 2;
  quantities const wanted{std::atoi(words[2]), std::atoi(words[3]), count == 5 ? std::atoi(words[4]) : 0};
  system_randomness chance;
  std::array<unsigned char, 32> const secret{};
  std::string const place = words[1];
  bool const is_file = !place.starts_with("postgres://");
  database_options options;
  options.url = is_file ? "sqlite:" + place : place;
  auto db = open_database(options, chance, secret_key(secret));
  auto const all = add_programme(*db, wanted, system_clock{}.now());
  if (is_file) add_bookings(std::move(db), place, wanted, all.front());
  for (auto const& id : all) std::cout << id.text << "\n";
} catch (std::exception const& fault) {
  std::cerr << fault.what() << "\n";
  return 1;
}
