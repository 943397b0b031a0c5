// A world with one volunteer and the post office, and the deeds that the tests of reminders do most. Used by the suites
// of this folder alone; on the test's thread.
#pragma once

#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/support/post_office.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse::test {

struct Correspondence : ::testing::Test {
  Correspondence() {
    deliver();  // the volunteer's invitation
    office.forget();
  }

  void deliver() { deliver_due(w, office); }
  // Time passes, a minute at least, to whenever something falls due, and the worker looks each time.
  void live_until(std::string_view when) {
    for (deliver(); w.now() < at(when); deliver()) {
      auto const due = w.read([](store& s) { return storage::next_due(s.db()); }).value_or(at(when));
      w.clock().set(std::min(at(when), std::max(due, w.now() + 1min)));
    }
  }

  booking book(std::string_view start) { return w.book(ada, start).value(); }
  booking stored(booking const& b) {
    return w.read([&](store& s) { return storage::find(s.db(), b.id); }).value();
  }
  booking cancel(booking const& b, caller const& who, std::string message = "") {
    cancel_request const asked{b.id, cancel_reason::conflict, std::move(message)};
    return w.write([&](store& s) { return cancel_booking(s, who, asked, w.now()); }).value();
  }
  booking move(booking const& b, std::string_view to) {
    reschedule_request const asked{b.id, at(to)};
    return w.write([&](store& s) { return reschedule_booking(s, candidate_of{b.id}, asked, w.now()); }).value();
  }
  booking change(booking const& b, caller const& who, booking_changes const& changes) {
    return w.write([&](store& s) { return change_booking(s, who, b.id, changes, {}, w.now()); }).value();
  }
  void set_contact(std::string const& address) {
    w.write([&](store& s) {
       auto p = read_programme(s);
       p.contact = address;
       p.name = "Practice";
       return save_programme(s, organizer(), p, {}, w.now());
     }).value();
  }

  mail row(mail_id const& id) {
    return w.read([&](store& s) { return storage::find(s.db(), id); }).value();
  }
  std::vector<mail> rows(mail_kind kind, party to) {
    auto all = w.outbox(kind);
    std::erase_if(all, [to](mail const& m) { return m.to != to; });
    return all;
  }
  mail only(mail_kind kind, party to) {
    auto const found = rows(kind, to);
    EXPECT_EQ(found.size(), 1u) << name_of(kind);
    return found.at(0);
  }
  // What arrived of that kind at that side, with the time of arrival.
  std::vector<post_office::posted> arrived(mail_kind kind, party to) {
    std::vector<post_office::posted> found;
    for (auto const& p : office.delivered()) {
      auto const m = row({p.mail_id()});
      if (m.kind == kind && m.to == to) found.push_back(p);
    }
    return found;
  }
  std::vector<std::string> arrival_times(mail_kind kind, party to) {
    std::vector<std::string> times;
    for (auto const& p : arrived(kind, to)) times.push_back(to_text(p.when));
    return times;
  }

  world w;
  post_office office{w.clock()};
  somebody ada = w.volunteer("Ada").open("daily 00:00-24:00", "Europe/Paris");
};

using texts = std::vector<std::string>;

}  // namespace rehearse::test
