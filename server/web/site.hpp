// Every page and every form of the site as a table: start reading here. Each group of pages has a file of its own.
#pragma once

#include "server/web/page.hpp"

#include <optional>
#include <string>
#include <vector>

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

std::vector<site_row> const& site();

// The page at that path, or the nearest one above it: where the form stood that was sent there. None: there is no page.
std::optional<std::string> page_at(std::string path);

// candidate_site.cpp: the programme, booking, one booking, find, privacy.
std::vector<site_row> candidate_rows();
// volunteer_site.cpp: signing in, the volunteers' pages, the API's reference, the demo's mails.
std::vector<site_row> volunteer_rows();

}  // namespace rehearse
