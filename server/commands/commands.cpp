#include "server/commands/commands.hpp"

#include "config/log.hpp"
#include "config/service_manager.hpp"
#include "config/settings_check.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "server/application/application.hpp"
#include "server/application/heap.hpp"
#include "server/application/local_socket.hpp"
#include "server/application/opening.hpp"
#include "server/application/version.hpp"
#include "server/commands/backup.hpp"
#include "server/commands/restore.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <thread>

namespace rehearse {
namespace {

constexpr char const* already_in_use =
    "another process is using this database: stop it first, or give this one a database of its own";

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

// Every thread inherits the block, so these signals wait for sigwait alone.
void block_ending_signals() {
  auto const set = ending_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

// A reader that is gone (of a socket, of our log) and a file that may not grow are errors like others, each told to
// whom it concerns.
void survive_writing_in_vain() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void wait_for_ending_signal() {
  auto const set = ending_signals();
  int which = 0;
  sigwait(&set, &which);
}

// Whether an ending signal comes before that moment. A process that was stopped and goes on, or is looked at by a
// debugger, only waits on: that interrupts the wait (EINTR, signal(7)) and is no signal to end.
bool ending_signal_comes_before(std::chrono::steady_clock::time_point end) {
  auto const set = ending_signals();
  for (;;) {
    auto const left = std::max<std::chrono::nanoseconds>(end - std::chrono::steady_clock::now(), 0ns);
    auto const whole = std::chrono::floor<std::chrono::seconds>(left);
    timespec const most{.tv_sec = whole.count(), .tv_nsec = (left - whole).count()};
    if (sigtimedwait(&set, nullptr, &most) > 0) return true;
    if (errno != EINTR) return false;
  }
}

// The second signal ends the process at once, whatever the drain is doing; and so does the end of the time that a drain
// may take, should anything hang that nobody thought of. What was answered is on disk by then.
void end_at_second_signal_or_late() {
  std::thread([] {
    auto const end = std::chrono::steady_clock::now() + limit_settings::drain_within - 500ms;
    if (ending_signal_comes_before(end)) std::_Exit(EXIT_FAILURE);
    log::error("the drain did not end in time: leaving all the same");
    std::_Exit(EXIT_SUCCESS);
  }).detach();
}

int print(command_result const& said) {
  std::cout << said.out << std::flush;
  std::cerr << (said.err.empty() ? "" : "rehearse: ") << said.err;
  return said.exit;
}

// Direct commands speak to a person, who needs only warnings from the log.
void open_log_for_command() {
  log::open(log::level::warning, log::format::text);
}

// What one gets who wants the database: it alone, or the answer of the server that has it, or neither.
struct turn {
  std::optional<opened> alone;
  std::optional<command_result> said;
};

// A command may have to wait for others, and for a disk.
constexpr std::chrono::seconds patience_with_server{60};

// Whoever has the database without answering is most likely a server that starts or leaves, or another command: it is
// waited for, somewhat longer than a drain takes.
turn wait_for_turn(settings const& set, randomness& chance, command_words const& words) {
  auto const patience_ends = std::chrono::steady_clock::now() + limit_settings::drain_within + 5s;
  do {
    if (auto all = open_alone(set, chance)) return {std::move(all), std::nullopt};
    if (auto said = ask_server(socket_file(set), words, patience_with_server)) return {std::nullopt, std::move(said)};
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  } while (std::chrono::steady_clock::now() < patience_ends);
  return {};
}

opened open_alone_or_refuse(settings const& set, randomness& chance) {
  auto mine = wait_for_turn(set, chance, {"tokens"});  // any question that changes nothing
  if (!mine.alone) throw std::runtime_error(already_in_use);
  return *std::move(mine.alone);
}

// What an operator may begin with, on a database that this makes. All others would work on a new, empty one where the
// settings, or the folder, are not those of the server.
bool begins_a_programme(command_words const& words) {
  return words.front() == "seed-demo" || (words.front() == "token" && words.at(1) == "organizer");
}

}  // namespace

int serve_command(settings const& set) {
  log::open(set.log.level, set.log.format);
  block_ending_signals();
  survive_writing_in_vain();
  for (auto const& doubt : doubtful_settings(set)) log::warning("look at the settings", {{"why", doubt}});
  system_clock const time;
  system_randomness chance;
  std::optional<thrifty_heap> while_starting(std::in_place);
  application app(set, open_alone_or_refuse(set, chance), time, chance);
  app.start();
  while_starting.reset();
  log::info("serving", {{"at", app.origin()}, {"version", std::string(version())}, {"tzdata", tzdata_version()}});
  tell_service_ready("serving at " + app.origin());
  wait_for_ending_signal();
  tell_service_stopping();
  end_at_second_signal_or_late();
  log::info("draining");
  if (app.drain(limit_settings::drain_within)) return EXIT_SUCCESS;
  log::warning("some connections were cut: they did not finish in time");
  std::_Exit(EXIT_SUCCESS);
}

int migrate_command(settings const& set) {
  open_log_for_command();
  system_randomness chance;
  auto const all = open_alone_or_refuse(set, chance);
  std::cout << "The database is at this version: "
            << (is_on_postgres(set) ? shown_url(set.database.url) : database_file(set).string()) << '\n';
  return EXIT_SUCCESS;
}

int version_command(settings const& set) {
  std::cout << "rehearse " << version() << " (" << commit() << ")\ntzdata " << installed_tzdata_version()
            << "\ndatabase " << (is_on_postgres(set) ? "PostgreSQL" : "SQLite") << '\n';
  return EXIT_SUCCESS;
}

int backup_command(settings const& set, std::string const& file) {
  open_log_for_command();
  if (is_on_postgres(set))
    throw std::runtime_error("of PostgreSQL make a backup with pg_dump, and keep the secret file with it");
  system_randomness chance;
  std::cout << back_up(set, file, system_clock().now(), chance);
  return EXIT_SUCCESS;
}

int restore_command(settings const& set, std::string const& file) {
  open_log_for_command();
  if (is_on_postgres(set))
    throw std::runtime_error(
        "a backup of ours goes into a SQLite file: put PostgreSQL's own back with pg_restore, or "
        "restore into a SQLite file and move it with `rehearse copy-database`");
  demand_writable(set);
  auto const lock = lock_database(set);
  if (!lock) throw std::runtime_error("a server, or another command, is using this database: stop it first");
  system_clock const time;
  system_randomness chance;
  std::cout << restore(set, file, time, chance);
  return EXIT_SUCCESS;
}

int operator_command_line(settings const& set, command_words const& words) {
  open_log_for_command();
  if (!begins_a_programme(words)) demand_database(set);
  system_clock const time;
  system_randomness chance;
  auto const mine = wait_for_turn(set, chance, words);
  if (mine.alone)
    return print(run_operator_command({*mine.alone->db, time, public_origin(set, set.server.port)}, words));
  if (mine.said) return print(*mine.said);
  throw std::runtime_error("another process holds the database, but no server answers at " + socket_file(set).string());
}

}  // namespace rehearse
