#include "scheduler/storage/sqlite/sqlite_checkpointer.hpp"

#include "config/log.hpp"

#include <cstdlib>

namespace rehearse {
namespace {

// Pages of the log (4 KiB) that are worth a checkpoint.
constexpr int worthwhile = 1000;
// A log of so many begins anew as soon as little of it is left to copy; one of so many in any case.
constexpr int long_log = 8000;
constexpr int longest_log = 64'000;

}  // namespace

void log_progress::has(int pages) {
  if (pages < copied_) copied_ = next_try_ = 0;  // it began anew
  pages_ = pages;
}

void log_progress::copied(int pages) {
  // A reader that lasts holds it up: then trying at every commit would only cost.
  if (pages <= copied_) next_try_ = pages_ + worthwhile;
  copied_ = pages;
}

bool log_progress::is_worth_a_checkpoint() const {
  return left() >= worthwhile && is_due();
}

bool log_progress::holds_up_the_writer() const {
  bool const is_nearly_copied = left() > 0 && left() < worthwhile;
  return is_due() && ((pages_ >= long_log && is_nearly_copied) || left() >= longest_log);
}

void end_the_process(std::exception const& fault) {
  log::error("the disk failed to keep a commit: ending the process", {{"fault", fault.what()}});
  std::abort();
}

sqlite_checkpointer::sqlite_checkpointer(std::string const& path)
    : db_(storage::sqlite_connection::open(path, storage::access::write)), thread_([this] { run(); }) {}

sqlite_checkpointer::~sqlite_checkpointer() {
  close();
}

void sqlite_checkpointer::close() {
  {
    std::lock_guard const lock(mutex_);
    is_closing_ = true;
  }
  told_.notify_one();
  if (thread_.joinable()) thread_.join();
  db_.reset();
}

void sqlite_checkpointer::log_has(int pages) {
  bool holds_up = false;
  {
    std::lock_guard const lock(mutex_);
    progress_.has(pages);
    is_wanted_ = progress_.is_worth_a_checkpoint();
    holds_up = progress_.holds_up_the_writer();
  }
  if (holds_up) return copy();
  told_.notify_one();
}

void sqlite_checkpointer::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      told_.wait(lock, [this] { return is_wanted_ || is_closing_; });
      if (is_closing_) return;
      is_wanted_ = false;
    }
    copy();
  }
}

void sqlite_checkpointer::copy() try {
  std::lock_guard const alone(one_at_a_time_);
  {
    std::lock_guard const lock(mutex_);
    if (!progress_.is_something_left()) return;  // another has copied all since this was asked for
  }
  int const copied = db_->checkpoint();
  std::lock_guard const lock(mutex_);
  progress_.copied(copied);
} catch (storage::sync_failed const& fault) {
  end_the_process(fault);
} catch (std::exception const& fault) {
  log::warning("a checkpoint failed", {{"fault", fault.what()}});
}

}  // namespace rehearse
