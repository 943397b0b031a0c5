// A programme with one volunteer, Ada of Paris, who is open on Monday mornings; Chidi of Lagos looks at its pages. Used
// by the tests of the pages that lead to a booking. One thread.
#pragma once

#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

inline constexpr auto monday = "2026-11-09T08:00:00Z";

struct site_of_ada {
  site_of_ada() {
    w.go_to("2026-11-03T08:00:00Z");  // a Tuesday
    ada.open("Mon 09:00-12:00", "Europe/Paris");
  }

  http::response form_for(std::string const& start) {
    return chidi.get("/book/coding-60?zone=Africa/Lagos&start=" + start);
  }
  // What a browser sends with the form as it was shown.
  members filled(http::response const& shown) {
    auto sent = hidden_members(shown.content(), "/book/");
    sent.insert(sent.end(), {{"name", "Chidi"}, {"email", "chidi@example.org"}, {"goal", "Graphs"}});
    return sent;
  }
  std::size_t bookings() {
    return w.read([this](store& s) { return list_bookings(s, organizer(), {}, w.now()).value().items.size(); });
  }

  world w;
  somebody ada = w.volunteer("Ada");
  web_server server{w};
  visitor chidi{server};
};

inline void expect_well_made(http::response const& page) {
  for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << fault << "\n" << page.content();
}

}  // namespace rehearse::test
