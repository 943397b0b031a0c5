// Fills a database for measurements: `fill_database PLACE VOLUNTEERS BOOKINGS`, PLACE a file of SQLite or postgres://…,
// adds so many volunteers (half-hour slots, 9:00 to 13:00 by the clock of UTC, every day for 70 days: 480 slots in 60
// days) and so many bookings of the past year, each with its history, its participants, its time taken and two mails
// long sent. The database has been made by `rehearse migrate` before; nothing serves it meanwhile. Prints the id of
// every volunteer.
#include "config/clock.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/open.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/demo_programme.hpp"
#include "scheduler/use_cases/programme_desk.hpp"
#include "scheduler/use_cases/publish_availability.hpp"

#include <cstdlib>
#include <iostream>

namespace {

using namespace rehearse;

constexpr auto interview = 30min;
constexpr int bookings_a_write = 1000;
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
  create_interview_type(s, the_system{}, type, now).value();
}

volunteer_id add_volunteer(store& s, int number, instant now) {
  auto const v = invite_volunteer(s, the_system{}, numbered(number), now).value();
  publish_availability(s, the_system{}, {v.id, every_morning(), {}, true}, now).value();
  return v.id;
}

// The number-th of the past: one interview every hour of the year for each volunteer in turn.
booking past_booking(store& s, int number, std::vector<volunteer_id> const& volunteers, instant now) {
  booking b;
  b.id = s.make_id<booking_id>();
  b.state = booking_state::completed;
  b.interview_type = half_an_hour;
  b.volunteer = volunteers[static_cast<std::size_t>(number) % volunteers.size()];
  b.start = now - 24h - std::chrono::hours(number / static_cast<int>(volunteers.size()));
  b.end = b.start + interview;
  b.candidate = {"Candidate " + std::to_string(number), "candidate" + std::to_string(number) + "@example.net",
                 "Asia/Kolkata", "en"};
  b.email_confirmed = true;
  b.agreed = {wall_clock{b.start.time_since_epoch()}, "Asia/Kolkata", wall_clock{b.start.time_since_epoch()}, "UTC",
              "2026f"};
  b.meeting_url = "https://meet.example.org/room";
  b.policy_id = "default";
  b.made_at = b.start - 24h * 7;
  b.history = {{b.made_at, party::candidate, "booked"}, {b.end, party::system, "completed"}};
  return b;
}

void add_booking(store& s, booking const& b) {
  storage::insert(s.db(), b);
  auto taken = occupation_for(every_morning(), interview, b.start);
  taken.id = s.make_id<occupation_id>();
  taken.booking = b.id;
  if (!storage::insert(s.db(), b.volunteer, taken)) throw std::runtime_error("two bookings at once");
}

}  // namespace

int main(int count, char** words) try {
  if (count != 4) return 2;
  int const volunteers = std::atoi(words[2]);
  int const bookings = std::atoi(words[3]);
  system_randomness chance;
  std::array<unsigned char, 32> const secret{};
  std::string const place = words[1];
  database_options options;
  options.url = place.starts_with("postgres://") ? place : "sqlite:" + place;
  auto const db = open_database(options, chance, secret_key(secret));
  auto const now = system_clock{}.now();

  std::vector<volunteer_id> all;
  db->write_now([&](store& s) {
    set_up_programme(s, now);
    for (int i = 0; i < volunteers; ++i) all.push_back(add_volunteer(s, i, now));
  });
  for (int done = 0; done < bookings; done += bookings_a_write)
    db->write_now([&](store& s) {
      for (int i = done; i < std::min(bookings, done + bookings_a_write); ++i)
        add_booking(s, past_booking(s, i, all, now));
    });
  db->close();
  for (auto const& id : all) std::cout << id.text << "\n";
} catch (std::exception const& fault) {
  std::cerr << fault.what() << "\n";
  return 1;
}
