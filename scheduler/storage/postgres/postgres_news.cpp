#include "scheduler/storage/postgres/postgres_lanes.hpp"
#include "scheduler/storage/postgres/slot_changes.hpp"

namespace rehearse {
namespace {

using steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds before_another_line{500};
// Changes are kept for one to two of these, for those who come late to their look.
constexpr std::chrono::minutes between_removals{1};

}  // namespace

postgres_news::postgres_news(postgres_options const& options, postgres_lines& lines,
                             storage::volunteer_snapshots& copies)
    : options_(options), lines_(lines), copies_(copies), thread_([this] { run(); }) {}

postgres_news::~postgres_news() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void postgres_news::run() {
  do {
    try {
      listen();
    } catch (std::exception const& fault) {
      if (dynamic_cast<storage::too_many_lines const*>(&fault) != nullptr) lines_.give_way();
      deaf_.is_met(fault.what());
    }
  } while (!rests(before_another_line));
}

// Returns when the database closes; throws when the line is lost. What the server did before the line was made is not
// known: another server may answer now, which knows less.
void postgres_news::listen() {
  auto const db = storage::postgres_connection::open(options_.url, options_.patience);
  lines_.give_way_no_more();
  auto moment = storage::moment_now(*db);
  auto for_removal = moment;
  auto removal = steady::now() + between_removals;
  copies_.tell_of_everything();
  do {
    moment = look(*db, moment);
    deaf_.is_over();
    if (steady::now() < removal) continue;
    remove_changes(*db, std::exchange(for_removal, moment));
    removal = steady::now() + between_removals;
  } while (!rests(options_.between_looks));
}

std::string postgres_news::look(storage::postgres_connection& db, std::string const& last_moment) {
  auto const began = steady::now();
  auto const found = storage::look_at_slot_changes(db, last_moment);
  if (found.missed_something) copies_.tell_of_everything();
  copies_.tell(found.committed);
  if (!found.is_of_a_standby) copies_.trust_until(began + options_.trusted_for);
  return found.moment;
}

// Where no writes are taken it waits for whoever looks when they are.
void postgres_news::remove_changes(storage::postgres_connection& db, std::string const& before) {
  try {
    storage::remove_slot_changes(db, before);
  } catch (storage::only_reads const&) {
  }
}

// True: the database closes.
bool postgres_news::rests(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  return stopped_.wait_for(lock, at_most, [this] { return stopping_; });
}

}  // namespace rehearse
