#include "scheduler/storage/postgres/postgres_lanes.hpp"

namespace rehearse {
namespace {

// Shorter than others wait before they believe that a process is gone (scheduler/reminders/worker).
constexpr std::chrono::milliseconds before_another_line{500};
constexpr std::chrono::milliseconds between_looks{2'000};

}  // namespace

postgres_presence::postgres_presence(postgres_options const& options, postgres_lines& lines, std::string name)
    : options_(options), lines_(lines), name_(std::move(name)), thread_([this] { run(); }) {}

postgres_presence::~postgres_presence() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void postgres_presence::run() {
  do {
    try {
      hold();
    } catch (std::exception const& fault) {
      if (dynamic_cast<storage::too_many_lines const*>(&fault) != nullptr) lines_.give_way();
      unknown_.is_met(fault.what());
    }
  } while (!rests(before_another_line));
}

// Returns when the database closes; throws when the line is lost.
void postgres_presence::hold() {
  auto const db = storage::postgres_connection::open(options_.url, options_.patience);
  lines_.give_way_no_more();
  storage::query(*db, "select pg_advisory_lock(hashtextextended($1, 0))", name_).step();
  unknown_.is_over();
  while (!rests(between_looks)) storage::query(*db, "select 1").step();
}

// True: the database closes.
bool postgres_presence::rests(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  return stopped_.wait_for(lock, at_most, [this] { return stopping_; });
}

}  // namespace rehearse
