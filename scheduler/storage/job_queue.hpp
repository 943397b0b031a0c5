// A bounded queue between those who knock at the database and its threads: by length, and by time, since the same
// length is a moment on one machine and a minute on another. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace rehearse {

template <class Job>
class job_queue {
 public:
  using clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds usual_patience{5};

  explicit job_queue(std::size_t most, clock::duration patience = usual_patience) : most_(most), patience_(patience) {}

  // Queues it; false, and `job` left as it is, when the queue is full, its oldest has waited for too long, or it is
  // closed.
  bool push(Job& job) {
    auto const now = clock::now();
    {
      std::lock_guard const lock(mutex_);
      if (closed_ || is_full(now)) return false;
      jobs_.push_back({std::move(job), now});
    }
    filled_.notify_one();
    return true;
  }

  // The oldest job, waited for; none once the queue is closed and empty.
  std::optional<Job> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    return take();
  }

  // The oldest job if there is one now.
  std::optional<Job> try_pop() {
    std::lock_guard const lock(mutex_);
    return take();
  }

  bool has_room() const {
    auto const now = clock::now();
    std::lock_guard const lock(mutex_);
    return !closed_ && !is_full(now);
  }

  // For how long the oldest has waited.
  clock::duration oldest_wait() const {
    auto const now = clock::now();
    std::lock_guard const lock(mutex_);
    return jobs_.empty() ? clock::duration::zero() : now - jobs_.front().since;
  }

  std::size_t size() const {
    std::lock_guard const lock(mutex_);
    return jobs_.size();
  }

  // Refuses new jobs; those queued are still handed out.
  void close() {
    {
      std::lock_guard const lock(mutex_);
      closed_ = true;
    }
    filled_.notify_all();
  }

 private:
  struct waiting {
    Job what;
    clock::time_point since;
  };

  bool is_full(clock::time_point now) const {
    return jobs_.size() >= most_ || (!jobs_.empty() && now - jobs_.front().since >= patience_);
  }

  std::optional<Job> take() {
    if (jobs_.empty()) return std::nullopt;
    std::optional<Job> oldest(std::move(jobs_.front().what));
    jobs_.pop_front();
    return oldest;
  }

  std::size_t const most_;
  clock::duration const patience_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<waiting> jobs_;
  bool closed_ = false;
};

}  // namespace rehearse
