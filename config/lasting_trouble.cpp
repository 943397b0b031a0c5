#include "config/lasting_trouble.hpp"

namespace rehearse::log {

void lasting_trouble::is_met(std::string_view reason) {
  std::lock_guard const lock(mutex_);
  bool const begins = met_by_.empty();
  met_by_.insert(std::this_thread::get_id());
  if (begins) warning(begins_, {{"reason", reason}});
}

void lasting_trouble::is_over() {
  std::lock_guard const lock(mutex_);
  bool const met_it = met_by_.erase(std::this_thread::get_id()) > 0;
  if (met_it && met_by_.empty()) info(ends_);
}

}  // namespace rehearse::log
