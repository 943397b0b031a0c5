// The passing of time, on a thread of its own: holds run out, interviews become completed, what need not be kept is
// deleted, and a newer tzdata on the machine is noticed. Made by the application.
#pragma once

#include "config/clock.hpp"
#include "config/lasting_trouble.hpp"
#include "scheduler/storage/database.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace rehearse {

class timekeeper {
 public:
  // `looked`: called after each round, at least every minute while the database answers.
  timekeeper(database& db, clock const& time, std::function<void()> looked = {});
  ~timekeeper();

  void start();
  void stop();

 private:
  void run();
  void look();
  void attempt(char const* chore, std::function<void()> const& work);
  void until_nothing_is_left(std::function<int(store&)> const& some);
  void notice_new_tzdata();

  database& db_;
  clock const& clock_;
  std::function<void()> looked_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  std::atomic<bool> stopping_{false};  // changed under the mutex, looked at without it too
  std::string reported_tzdata_;
  bool database_is_away_ = false;  // in this round
  log::lasting_trouble without_database_{"what falls due by time alone waits for the database",
                                         "what falls due by time alone is done again"};
};

}  // namespace rehearse
