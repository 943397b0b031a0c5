// One page or form of the site. Each room of pages lists its own (candidate/candidate_site.cpp, volunteer/…); site.cpp
// gathers them. Values.
#pragma once

#include "server/web/frame/page.hpp"

#include <string_view>

namespace rehearse {

struct site_row {
  http::method verb;
  std::string_view pattern;
  std::string_view name;  // for the log and the tests
  access who;
  bool creates;  // its form carries an idempotency_key
  page_endpoint endpoint;
  bool books = false;  // counts towards bookings_per_hour
};

}  // namespace rehearse
