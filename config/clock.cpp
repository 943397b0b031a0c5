#include "config/clock.hpp"

namespace rehearse {

instant system_clock::now() const {
  return date::floor<seconds>(std::chrono::system_clock::now());
}

}  // namespace rehearse
