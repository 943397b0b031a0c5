#include "scheduler/storage/postgres/postgres_lines.hpp"

#include "config/log.hpp"
#include "scheduler/storage/database.hpp"

#include <algorithm>
#include <utility>

namespace rehearse {
namespace {

constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_pause{2'000};
// A server that gave no more lines is not asked for another sooner.
constexpr std::chrono::milliseconds shortage_lasts{2'000};
// A job waits for a line no longer than for its turn (job_queue).
constexpr std::chrono::seconds longest_wait{5};

}  // namespace

void server_watch::demand_may_try() const {
  if (!is_away_) return;
  std::lock_guard const lock(mutex_);
  if (trouble_ && clock::now() < try_again_) throw database_unavailable(*trouble_);
}

void server_watch::note_trouble(std::string what) {
  std::lock_guard const lock(mutex_);
  if (trouble_ && clock::now() < try_again_) return;  // found out by another at the same time
  if (!trouble_) log::error("the database is in trouble", {{"reason", what}});
  pause_ = trouble_ ? std::min(pause_ * 2, longest_pause) : first_pause;
  try_again_ = clock::now() + pause_;
  trouble_ = std::move(what);
  is_away_ = true;
}

void server_watch::note_success() {
  if (!is_away_) return;
  std::lock_guard const lock(mutex_);
  if (trouble_) log::info("the database is back");
  trouble_.reset();
  is_away_ = false;
}

std::optional<std::string> server_watch::trouble() const {
  std::lock_guard const lock(mutex_);
  return trouble_;
}

postgres_lines::line postgres_lines::take(use what, server_watch& watch, bool has_lost_one) {
  auto const until = clock::now() + longest_wait;
  std::unique_lock lock(mutex_);
  for (;;) {
    auto const now = clock::now();
    bool const may_make = now >= short_until_;
    if (!may_make || !has_lost_one)
      if (auto one = idle_one(what, now)) return one;
    watch.demand_may_try();
    if (now >= until) throw database_unavailable("no connection to the database came free in time");
    if (!may_make) {
      came_back_.wait_until(lock, std::min(until, short_until_));
      continue;
    }
    ++being_made_;
    lock.unlock();
    auto one = make(watch, has_lost_one);
    if (one) return one;
    lock.lock();
  }
}

// The one that this thread used last, since the server's process at its other end runs where the thread does; else the
// one that was used last: those that nobody needs rest.
postgres_lines::line postgres_lines::idle_one(use what, clock::time_point now) {
  auto const other = what == use::writing ? use::reading : use::writing;
  for (auto const whose : {what, other}) {
    auto& idle = idle_[static_cast<std::size_t>(whose)];
    if (idle.empty() || (whose == other && now >= short_until_)) continue;
    auto const own = std::ranges::find(idle, std::this_thread::get_id(), &idle_line::used_by);
    auto const which = own == idle.end() ? std::prev(idle.end()) : own;
    auto one = std::move(which->it);
    idle.erase(which);
    return one;
  }
  return nullptr;
}

// None: there is none to be had now, but others have lines, which come back.
postgres_lines::line postgres_lines::make(server_watch& watch, bool has_lost_one) try {
  auto one = storage::postgres_connection::open(options_.url, options_.patience);
  std::lock_guard const lock(mutex_);
  --being_made_;
  ++there_;
  if (std::exchange(is_short_, false)) log::info("the database gives more connections again");
  return one;
} catch (storage::too_many_lines const& refused) {
  std::lock_guard const lock(mutex_);
  --being_made_;
  if (there_ + being_made_ > 0) return note_shortage(refused.what());
  watch.note_trouble(refused.what());
  throw database_unavailable(refused.what());
} catch (std::exception const& fault) {
  // A line that was lost and cannot be made anew: so it is with those that are idle.
  if (has_lost_one) close();
  std::lock_guard const lock(mutex_);
  --being_made_;
  if (there_ > 0 && !has_lost_one) return note_shortage(fault.what());
  watch.note_trouble(fault.what());
  throw database_unavailable(fault.what());
}

postgres_lines::line postgres_lines::note_shortage(std::string const& why) {
  short_until_ = clock::now() + shortage_lasts;
  if (!std::exchange(is_short_, true))
    log::warning("the database gives fewer connections than are configured: working with those that there are",
                 {{"reason", why}});
  return nullptr;
}

bool postgres_lines::are_short() const {
  std::lock_guard const lock(mutex_);
  return is_short_;
}

void postgres_lines::give_back(use what, line one) {
  {
    std::lock_guard const lock(mutex_);
    if (owes_one_ && there_ > 1) {
      owes_one_ = false;
      --there_;
      one.reset();
    } else {
      idle_[static_cast<std::size_t>(what)].push_back({std::move(one), std::this_thread::get_id()});
    }
  }
  came_back_.notify_one();
}

void postgres_lines::note_dropped() {
  {
    std::lock_guard const lock(mutex_);
    --there_;
  }
  came_back_.notify_one();
}

void postgres_lines::give_way() {
  line gone;
  std::lock_guard const lock(mutex_);
  short_until_ = clock::now() + shortage_lasts;
  if (there_ < 2) return;
  gone = idle_one(use::writing, clock::now());
  if (gone)
    --there_;
  else
    owes_one_ = true;
}

void postgres_lines::give_way_no_more() {
  std::lock_guard const lock(mutex_);
  owes_one_ = false;
}

void postgres_lines::close() {
  std::lock_guard const lock(mutex_);
  for (auto& idle : idle_) {
    there_ -= static_cast<unsigned>(idle.size());
    idle.clear();
  }
}

storage::postgres_connection& postgres_line::get() {
  if (!mine_) mine_ = all_.take(what_, watch_, std::exchange(has_lost_one_, false));
  return *mine_;
}

void postgres_line::drop() {
  if (!mine_) return;
  mine_.reset();
  all_.note_dropped();
  has_lost_one_ = true;
}

void postgres_line::clear() try {
  if (!mine_) return;
  mine_->rollback();
  mine_->let_go();
  mine_->take_noted();  // it was undone
} catch (std::exception const&) {
  drop();
}

void postgres_line::give_back() {
  if (mine_) all_.give_back(what_, std::move(mine_));
}

}  // namespace rehearse
