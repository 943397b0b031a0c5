#include "server/application/timekeeper.hpp"

#include "config/log.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/idempotency_table.hpp"
#include "scheduler/use_cases/manage_booking.hpp"

namespace rehearse {
namespace {

constexpr seconds look_every = 10s;
// Little at a time, so that no booking waits long for the writer.
constexpr int settled_at_once = 50;

}  // namespace

timekeeper::timekeeper(database& db, clock const& time, std::function<void()> looked)
    : db_(db), clock_(time), looked_(std::move(looked)), reported_tzdata_(tzdata_version()) {}
timekeeper::~timekeeper() {
  stop();
}

void timekeeper::start() {
  thread_ = std::thread(&timekeeper::run, this);
}

void timekeeper::stop() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void timekeeper::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    look();
    lock.lock();
    stopped_.wait_for(lock, look_every, [this] { return stopping_.load(); });
  }
}

void timekeeper::look() {
  database_is_away_ = false;
  attempt("settle bookings", [this] {
    until_nothing_is_left([this](store& s) { return settle_bookings(s, clock_.now(), settled_at_once); });
  });
  attempt("forget private details", [this] {
    until_nothing_is_left([this](store& s) { return forget_private_details(s, clock_.now(), settled_at_once); });
  });
  attempt("remove old answers", [this] {
    db_.write_now([this](store& s) { return storage::remove_answers_before(s.db(), clock_.now() - 24h); });
  });
  attempt("look at tzdata", [this] { notice_new_tzdata(); });
  if (!database_is_away_) without_database_.is_over();
  if (looked_) looked_();
}

// A fault in one chore keeps none of the others from being done.
void timekeeper::attempt(char const* chore, std::function<void()> const& work) {
  try {
    work();
  } catch (database_unavailable const& away) {
    database_is_away_ = true;
    without_database_.is_met(away.what());
  } catch (std::exception const& fault) {
    log::error("the timekeeper met a fault", {{"chore", chore}, {"reason", fault.what()}});
  }
}

void timekeeper::until_nothing_is_left(std::function<int(store&)> const& some) {
  int changed = settled_at_once;
  while (changed == settled_at_once && !stopping_) changed = db_.write_now(some);
}

void timekeeper::notice_new_tzdata() {
  auto const installed = installed_tzdata_version();
  if (installed == reported_tzdata_) return;
  reported_tzdata_ = installed;
  log::warning("another tzdata is installed now; a restart applies it",
               {{"running", tzdata_version()}, {"installed", installed}});
}

}  // namespace rehearse
