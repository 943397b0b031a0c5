#include "server/auth/rate_limits.hpp"

#include "server/http/client_address.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <unordered_map>

namespace rehearse {

// A bucket fills evenly up to its limit and is emptied by one for each request. When there are too many, the full ones
// (of clients not seen for a whole period) are forgotten; should that not help much, all are: a limit that lapses is
// better than memory that grows, or than looking through all of them again at every request.
class rate_limits::buckets {
 public:
  buckets(int limit, seconds period) : limit_(limit), period_(period) {}

  seconds take(std::string const& who, instant now) {
    if (limit_ == 0) return 0s;
    std::lock_guard const lock(mutex_);
    if (known_.size() >= most) forget(now);
    auto& b = known_.try_emplace(who, bucket{static_cast<double>(limit_), now}).first->second;
    b.level = level_of(b, now);
    b.at = std::max(b.at, now);
    if (b.level < 1) return seconds(static_cast<long>(std::ceil((1 - b.level) / rate())));
    b.level -= 1;
    return 0s;
  }

 private:
  struct bucket {
    double level;
    instant at;
  };
  static constexpr std::size_t most = 100'000;

  double rate() const { return static_cast<double>(limit_) / static_cast<double>(period_.count()); }
  double level_of(bucket const& b, instant now) const {
    double const gained = static_cast<double>(std::max(0s, now - b.at).count()) * rate();
    return std::min(static_cast<double>(limit_), b.level + gained);
  }
  void forget(instant now) {
    std::erase_if(known_, [&](auto const& entry) { return level_of(entry.second, now) >= limit_; });
    if (known_.size() > most / 2) known_.clear();
  }

  int limit_;
  seconds period_;
  std::mutex mutex_;
  std::unordered_map<std::string, bucket> known_;
};

rate_limits::rate_limits(int requests_per_minute, int bookings_per_hour)
    : requests_(std::make_unique<buckets>(requests_per_minute, 60s)),
      bookings_(std::make_unique<buckets>(bookings_per_hour, 3600s)) {}
rate_limits::~rate_limits() = default;

seconds rate_limits::take_request(std::string const& client_address, instant now) {
  return requests_->take(http::network_of(client_address), now);
}
seconds rate_limits::take_booking(std::string const& client_address, instant now) {
  return bookings_->take(http::network_of(client_address), now);
}

}  // namespace rehearse
