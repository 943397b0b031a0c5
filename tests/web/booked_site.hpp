// Chidi of Lagos has an interview with Ada of Paris, and opens its pages by the link in his mail. Used by the tests of
// the pages of one booking. One thread.
#pragma once

#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

// Monday 9 November, 08:00 UTC; it is the Tuesday before.
struct booked_site {
  booked_site() {
    w.go_to("2026-11-03T08:00:00Z");  // a Tuesday
    ada.open("Mon 09:00-12:00", "Europe/Paris");
  }

  void book() {
    auto const made = w.book(ada, "2026-11-09T08:00:00Z").value();
    id = made.id;
    link = "/b/" + w.read([&](store& s) { return manage_token_of(s, made); });
  }
  booking now() {
    return w.read([&](store& s) { return read_booking(s, organizer(), id, w.now()); }).value();
  }
  members hidden(std::string const& page) { return hidden_members(chidi.get(link + page).content(), link + page); }

  world w;
  somebody ada = w.volunteer("Ada");
  web_server server{w};
  visitor chidi{server};
  booking_id id;
  std::string link;
};

inline void expect_well_made(http::response const& page) {
  for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << fault << "\n" << page.content();
}

inline std::string link_in_mail(booked_site& site, token_purpose purpose) {
  auto const b = site.now();
  return link_token(site.w.secret(), {purpose, b.id.text, b.confirm_generation});
}

}  // namespace rehearse::test
