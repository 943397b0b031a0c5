// What the tests of bookings do again and again, in one line each: the use cases, run in a world's transactions at its
// own time. Used by the booking suites of this folder alone.
#pragma once

#include "scheduler/rules/link_token.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/support/world.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse::test {

template <class T>
errc code_of(result<T> const& answer) {
  return answer.error().code;
}

inline caller candidate(booking const& b) {
  return candidate_of{b.id};
}
inline caller volunteer_of(booking const& b) {
  return signed_in_volunteer{b.volunteer};
}
// People who have nothing to do with a booking.
inline std::vector<caller> strangers() {
  return {anonymous{}, candidate_of{{"bk_other"}}, signed_in_volunteer{{"vol_other"}}};
}

inline result<booking> read(world& w, caller const& who, booking_id const& id) {
  return w.read([&](store& s) { return read_booking(s, who, id, w.now()); });
}
// The row as it is stored, whatever time has made of it.
inline booking stored(world& w, booking_id const& id) {
  return w.read([&](store& s) { return storage::find(s.db(), id); }).value();
}
inline result<booking> cancel(world& w, caller const& who, booking const& b,
                              cancel_reason why = cancel_reason::conflict, std::string message = "") {
  cancel_request const asked{b.id, why, std::move(message)};
  return w.write([&](store& s) { return cancel_booking(s, who, asked, w.now()); });
}
inline result<booking> move(world& w, caller const& who, booking const& b, std::string_view to) {
  reschedule_request const asked{b.id, at(to)};
  return w.write([&](store& s) { return reschedule_booking(s, who, asked, w.now()); });
}
inline result<booking> change(world& w, caller const& who, booking const& b, booking_changes const& changes,
                              std::optional<int> revision = {}) {
  return w.write([&](store& s) { return change_booking(s, who, b.id, changes, revision, w.now()); });
}
inline result<booking> confirm(world& w, booking const& b, std::string const& token) {
  return w.write([&](store& s) { return confirm_address(s, b.id, token, w.now()); });
}
inline int settle(world& w, int at_most = 100) {
  return w.write([&](store& s) { return settle_bookings(s, w.now(), at_most); });
}

// The link that the mail to the candidate holds.
inline std::string address_token(world& w, booking const& b) {
  return link_token(w.secret(), {token_purpose::confirm_address, b.id.text, b.confirm_generation});
}
inline std::string new_address_token(world& w, booking const& b) {
  return link_token(w.secret(), {token_purpose::change_address, b.id.text, b.confirm_generation});
}

// The mails about one booking, in order; of one kind; that still wait.
inline std::vector<mail> mails_about(world& w, booking const& b) {
  return w.read([&](store& s) { return storage::mails_about(s.db(), b.id); });
}
inline std::vector<mail> mails_about(world& w, booking const& b, mail_kind kind) {
  auto all = mails_about(w, b);
  std::erase_if(all, [kind](mail const& m) { return m.kind != kind; });
  return all;
}
inline std::vector<mail> waiting(std::vector<mail> all) {
  std::erase_if(all, [](mail const& m) { return m.state != mail_state::waiting; });
  return all;
}

inline std::vector<occupation> occupations(world& w, volunteer_id const& who) {
  return w.read([&](store& s) { return storage::occupations_of(s.db(), who, at("2026-01-01"), at("2028-01-01")); });
}

}  // namespace rehearse::test
