#include "config/lasting_trouble.hpp"

#include <utility>

namespace rehearse::log {

void lasting_trouble::is_met(std::string_view reason) {
  std::lock_guard const lock(mutex_);
  if (!std::exchange(lasts_, true)) warning(begins_, {{"reason", reason}});
}

void lasting_trouble::is_over() {
  std::lock_guard const lock(mutex_);
  if (std::exchange(lasts_, false)) info(ends_);
}

}  // namespace rehearse::log
