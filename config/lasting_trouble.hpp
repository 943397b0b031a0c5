// A trouble that many meet again and again for as long as it lasts: the log says it once, and once when it is over.
// Used by whoever tries again by itself. Any thread.
#pragma once

#include "config/log.hpp"

#include <mutex>
#include <string>
#include <string_view>

namespace rehearse::log {

class lasting_trouble {
 public:
  // How it is said, as a warning, and its end, as what is worth knowing.
  lasting_trouble(std::string begins, std::string ends) : begins_(std::move(begins)), ends_(std::move(ends)) {}

  void is_met(std::string_view reason);
  void is_over();

 private:
  std::string const begins_, ends_;
  std::mutex mutex_;
  bool lasts_ = false;
};

}  // namespace rehearse::log
