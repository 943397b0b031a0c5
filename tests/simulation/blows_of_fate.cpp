// What befalls the machine: the mail server goes or misbehaves, the worker dies in the middle, the machine stands
// still, the clock jumps. Each notes down for how long mail may be late because of it.
#include "tests/simulation/deeds.hpp"

namespace rehearse::test {
namespace {

constexpr auto longest_back_off = 75min;  // an hour, a fifth of jitter, and the minute of the next look
constexpr auto lease = 30min;

void mail_server(year& y, char const* what, server_mood mood, minutes lasts, minutes felt_after) {
  if (y.mails.mood() != server_mood::fine) return;
  y.mails.set_mood(mood);
  y.mood_until = y.now() + lasts;
  y.trouble.note(y.now(), y.mood_until + felt_after);
  y.did(what, true);
}

void mail_server_goes(year& y) {
  mail_server(y, "mail server down", server_mood::down, minutes{y.chance.from(10, 400)}, 2min);
}

void mail_server_refuses(year& y) {
  mail_server(y, "mail server refusing", server_mood::refusing, minutes{y.chance.from(10, 240)}, longest_back_off);
}

// What is in doubt is tried again after a quarter of an hour.
void connections_are_lost(year& y) {
  mail_server(y, "connections lost after the dot", server_mood::losing, minutes{y.chance.from(5, 60)}, 17min);
}

// When something falls due the worker takes it and dies; another takes over, at once or when the leases have run out.
void worker_is_killed(year& y) {
  auto const due = next_mail_due(y.w);
  if (due && *due > y.now() && *due < y.now() + 72h) {
    live_until(y, *due - 1s);
    y.w.clock().set(std::max(y.now(), *due));
  }
  bool const frees_leases = y.chance.one_in(2);
  y.trouble.note(y.now(), y.now() + (frees_leases ? 0min : lease + 1min));
  bool const died = y.mails.deliver_and_die(y.chance.from(1, 2));
  y.after_delivery();
  y.mails.restart(frees_leases);
  y.did(frees_leases ? "worker killed, leases freed at the restart" : "worker killed, leases run out", died);
}

// From before the first reminder of an interview until shortly before its start: several are due at once.
bool sleep_over_reminders(year& y) {
  auto const b = some_interview(y);
  if (!b || b->reminders.empty()) return false;
  live_until(y, std::max(y.now(), b->start - b->reminders.front().distance - 1min));
  auto const wakes_up = b->start - minutes{y.chance.from(6, 120)};
  if (wakes_up <= y.now()) return false;
  sleep_until(y, wakes_up);
  y.did("machine stood still over reminders", true);
  return true;
}

void machine_stands_still(year& y) {
  if (!y.chance.one_in(3) && sleep_over_reminders(y)) return;
  sleep_until(y, y.now() + minutes{y.chance.one_in(4) ? y.chance.from(600, 4000) : y.chance.from(10, 600)});
  y.did("machine stood still", true);
}

// Somebody sets the clock right, and it is earlier than it was thought to be.
void clock_is_set_back(year& y) {
  y.w.clock().set(y.now() - seconds{y.chance.from(1, 7200)});
  y.did("clock set back", true);
}

void clock_jumps_forward(year& y) {
  sleep_until(y, y.now() + seconds{y.chance.from(1, 7200)});
  y.did("clock jumped forward", true);
}

}  // namespace

std::vector<deed> blows_of_fate() {
  return {{"mail server goes", 2, mail_server_goes},         {"mail server refuses", 2, mail_server_refuses},
          {"connections are lost", 3, connections_are_lost}, {"worker is killed", 5, worker_is_killed},
          {"machine stands still", 5, machine_stands_still}, {"clock is set back", 3, clock_is_set_back},
          {"clock jumps forward", 2, clock_jumps_forward}};
}

}  // namespace rehearse::test
