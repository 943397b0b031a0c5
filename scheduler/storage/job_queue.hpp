// A bounded queue between those who knock at the database and its threads. Any thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace rehearse {

template <class Job>
class job_queue {
 public:
  explicit job_queue(std::size_t most) : most_(most) {}

  // Queues it; false, and `job` left as it is, when the queue is full or closed.
  bool push(Job& job) {
    {
      std::lock_guard const lock(mutex_);
      if (closed_ || jobs_.size() >= most_) return false;
      jobs_.push_back(std::move(job));
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
  std::optional<Job> take() {
    if (jobs_.empty()) return std::nullopt;
    std::optional<Job> oldest(std::move(jobs_.front()));
    jobs_.pop_front();
    return oldest;
  }

  std::size_t const most_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Job> jobs_;
  bool closed_ = false;
};

}  // namespace rehearse
