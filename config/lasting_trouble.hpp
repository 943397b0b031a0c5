// A trouble that many meet again and again for as long as it lasts: the log says it once, and once when it is over for
// every thread that met it: while a server comes back, one is served before the other. Used by whoever tries again by
// itself. Any thread.
#pragma once

#include "config/log.hpp"

#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>

namespace rehearse::log {

class lasting_trouble {
 public:
  // How it is said, as a warning, and its end, as what is worth knowing.
  lasting_trouble(std::string begins, std::string ends) : begins_(std::move(begins)), ends_(std::move(ends)) {}

  // By the thread that calls, and no more by that one.
  void is_met(std::string_view reason);
  void is_over();

 private:
  std::string const begins_, ends_;
  std::mutex mutex_;
  std::set<std::thread::id> met_by_;
};

}  // namespace rehearse::log
