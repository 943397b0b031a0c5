// How many requests, and how many bookings, one client address may make (`[limits]`): token buckets in memory, of
// bounded number. IPv6 clients count by the network they have to themselves. One object for the process; any thread.
#pragma once

#include "config/instant.hpp"

#include <memory>
#include <string>

namespace rehearse {

class rate_limits {
 public:
  // 0: no limit.
  rate_limits(int requests_per_minute, int bookings_per_hour);
  ~rate_limits();

  // Takes one; zero seconds: it may go on, else how long to wait.
  seconds take_request(std::string const& client_address, instant now);
  seconds take_booking(std::string const& client_address, instant now);

 private:
  class buckets;
  std::unique_ptr<buckets> requests_;
  std::unique_ptr<buckets> bookings_;
};

}  // namespace rehearse
