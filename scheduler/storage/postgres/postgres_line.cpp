// The lines of the threads to the server, and what they know of it together.
#include "config/log.hpp"
#include "scheduler/storage/postgres/postgres_lanes.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_pause{2'000};

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

storage::postgres_connection& postgres_line::get() {
  watch_.demand_may_try();
  if (open_) return *open_;
  try {
    open_ = storage::postgres_connection::open(options_.url, options_.patience);
  } catch (std::exception const& fault) {
    watch_.note_trouble(fault.what());
    throw database_unavailable(fault.what());
  }
  return *open_;
}

void postgres_line::clear() try {
  if (!open_) return;
  open_->rollback();
  open_->let_go();
  open_->take_noted();  // it was undone
} catch (std::exception const&) {
  drop();
}

}  // namespace rehearse
