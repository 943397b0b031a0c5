// What arrives is true when it arrives, in order, once, at its minute; and both persons' calendars show what is agreed:
// of invariants.hpp.
#include "tests/simulation/invariants.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

// What may be told of a booking in that state.
bool may_be_told(std::string const& kind, booking_row const& b, instant now) {
  if (b.state == "cancelled") return kind == "cancellation";
  if (b.state == "pending") return kind == "address_confirmation" && b.is_held(now);
  if (b.state == "completed") return kind == "follow_up";
  return b.state == "confirmed" && kind != "cancellation" && kind != "address_confirmation";
}

// Behind "https://rehearse.example/confirm/", up to the query, the next space or line.
std::string token_behind(std::string const& text, std::string const& path) {
  auto const at = text.find(path);
  if (at == std::string::npos) return {};
  auto const from = at + path.size();
  return text.substr(from, text.find_first_of("? \n\r>", from) - from);
}

}  // namespace

void invariants::check_what_arrived() {
  for (auto const& a : y_.mails.take_arrivals()) look_at(a);
  plans_.check_what_fell_due();
  EXPECT_EQ(y_.mails.tried_again_too_soon(), 0) << "what is in doubt waits for a quarter of an hour";
}

void invariants::look_at(arrival const& a) {
  auto const row = read_mail_row(y_.w, a.mail);
  ASSERT_TRUE(row) << "a mail without a row";
  check_repeats(a, *row);
  y_.compared("mails that arrived");
  if (row->booking.empty()) return;
  auto const b = read_booking_row(y_.w, row->booking);
  SCOPED_TRACE(row->kind + " to the " + row->to + " of " + b.id + ", " + b.state + ", at " + to_text(a.when));
  check_it_tells_the_truth(a, *row, b);
  check_order(a, *row);
  take_links(a, *row);
  if (row->kind == "reminder" || row->kind == "follow_up") plans_.arrived(a, *row, b);
}

void invariants::check_it_tells_the_truth(arrival const& a, mail_row const& row, booking_row const& b) {
  EXPECT_TRUE(may_be_told(row.kind, b, a.when)) << "mailed of a booking that is " << b.state;
  auto const& address = row.to == "volunteer" ? y_.giver_of(b.volunteer).email : b.email;
  EXPECT_EQ(a.letter.to.address, row.kind == "new_address_confirmation" ? b.new_email.value_or("") : address);
  if (!a.letter.calendar) return;
  auto const file = read_calendar(a.letter.calendar->calendar);
  EXPECT_EQ(file.method, row.kind == "cancellation" ? "CANCEL" : "REQUEST");
  EXPECT_EQ(file.entry.sequence, b.sequence) << "an invitation of another version";
  EXPECT_EQ(file.entry.start, b.start) << "of a time that was moved away from";
  calendars_.take_in(row.to, file);
}

// What was written before and was due when this one left has left before it.
void invariants::check_order(arrival const& a, mail_row const& row) {
  auto& left = left_[row.booking + row.to];
  for (auto const& other : left) {
    bool const overtook = other.number > row.number && first_due_.at(a.mail) <= other.when;
    EXPECT_FALSE(overtook && other.mail != a.mail) << "mail " << other.number << " left before " << row.number;
  }
  left.push_back({a.mail, row.number, a.when});
  y_.compared("orders of mails", static_cast<int>(left.size()));
}

void invariants::check_repeats(arrival const& a, mail_row const& row) {
  if (++arrivals_[a.mail] == 1) return;
  y_.did("a mail went out twice", true);
  EXPECT_TRUE(y_.mails.may_repeat(a.mail)) << row.kind << " went out again, and nobody had died";
}

void invariants::take_links(arrival const& a, mail_row const& row) {
  if (row.kind == "address_confirmation")
    y_.links.push_back({row.booking, token_behind(a.letter.text, "/confirm/"), false});
  if (row.kind == "new_address_confirmation")
    y_.links.push_back({row.booking, token_behind(a.letter.text, "/new-address/"), true});
}

void invariants::note_first_due(tables const& t) {
  for (auto const& m : t.mails) first_due_.try_emplace(m.id, m.due);
}

void invariants::check_calendars(tables const& t) {
  for (auto const& [id, b] : t.bookings) {
    if (b.end <= y_.now()) continue;
    for (auto const* side : {"candidate", "volunteer"}) check_calendar(t, b, side);
  }
}

// Whenever no mail is owed to that side, and none was lost in doubt.
void invariants::check_calendar(tables const& t, booking_row const& b, std::string const& side) {
  for (auto const& m : t.mails) {
    if (m.booking != b.id || m.to != side) continue;
    bool const is_planned = m.kind == "reminder" || m.kind == "follow_up";
    bool const on_its_way = m.is_owed() && !is_planned;
    if (on_its_way || m.state == "uncertain" || m.state == "failed") return;
  }
  auto const& entry = calendars_.entry(b.id, side);
  SCOPED_TRACE("the calendar of the " + side + " of " + b.id + ", " + b.state);
  EXPECT_EQ(entry.present, b.is_agreed());
  y_.compared("calendars");
  if (!entry.present || !b.is_agreed()) return;
  EXPECT_EQ(entry.sequence, b.sequence);
  EXPECT_EQ(entry.start, b.start);
  EXPECT_EQ(entry.end, b.end);
  EXPECT_EQ(entry.location, b.meeting_url);
}

void invariants::check_nothing_is_owed() {
  for (auto const& m : read_tables(y_.w, instant{}).mails) {
    SCOPED_TRACE(m.kind + " " + m.id + ", " + m.state);
    EXPECT_FALSE(m.state == "leased" || (m.state == "waiting" && m.due <= y_.now())) << "owed, and never left";
    if (m.state == "failed" || m.state == "uncertain") {
      EXPECT_TRUE(y_.trouble.any_between(m.written_at, m.useless_after)) << "given up, and nothing was in the way";
    }
    EXPECT_LE(y_.mails.doubts(m.id), 2) << "tried again and again";
    if (m.state == "uncertain") {
      EXPECT_GE(y_.mails.doubts(m.id), 1);
    }
    if (m.state == "sent") {
      EXPECT_GE(arrivals_[m.id], 1) << "said to be sent, and it never arrived";
    }
    if (m.kind == "cancellation") {
      EXPECT_TRUE(m.state != "dropped" || y_.trouble.any_between(m.written_at, m.useless_after));
    }
    y_.compared("mails at the end");
  }
}

}  // namespace rehearse::test
