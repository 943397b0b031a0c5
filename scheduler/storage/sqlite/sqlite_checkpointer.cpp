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
    if (pages < copied_) copied_ = next_try_ = 0;  // it began anew
    pages_ = pages;
    int const left = pages - copied_;
    bool const is_due = pages >= next_try_;
    is_wanted_ = left >= worthwhile && is_due;
    holds_up = is_due && ((pages >= long_log && left > 0 && left < worthwhile) || left >= longest_log);
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
  int const copied = db_->checkpoint();
  std::lock_guard const lock(mutex_);
  // A reader that lasts holds it up: then trying at every commit would only cost.
  if (copied <= copied_) next_try_ = pages_ + worthwhile;
  copied_ = copied;
} catch (storage::sync_failed const& fault) {
  end_the_process(fault);
} catch (std::exception const& fault) {
  log::warning("a checkpoint failed", {{"fault", fault.what()}});
}

}  // namespace rehearse
