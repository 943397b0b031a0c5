// Every kind of mail that exists, caused by what people do, written by the real letters, and read as its reader reads
// it: subject, times, both parts, calendar, and where its links lead.
#include "notify/smtp/mime.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "tests/support/post_office.hpp"
#include "tests/web/mail_reader.hpp"
#include "tests/web/visitor.hpp"

#include <set>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

using enum mail_kind;

constexpr auto private_note = "I stammer and read lips";
constexpr auto illness_message = "see you another day";

// The interview's time as each side's clock shows it.
struct both_times {
  std::string in_kolkata, in_paris;
};
both_times const first = {"Monday 9 November 2026, 13:30–14:30 (UTC+05:30, Asia/Kolkata)",
                          "Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Europe/Paris)"};
both_times const moved = {"Wednesday 11 November 2026, 20:30–21:30 (UTC+05:30, Asia/Kolkata)",
                          "Wednesday 11 November 2026, 16:00–17:00 (UTC+01:00, Europe/Paris)"};

enum class says { nothing, own_time, both_sides_times };
enum class brings { nothing, request, cancel };

struct expectation {
  std::string subject;
  says times;
  brings calendar;
  // The path of the link that matters most.
  std::string link;
};

// No default: a new kind of mail does not compile until it is said here what is expected of it.
expectation expected_of(mail_kind kind, party to) {
  auto const page = to == party::candidate ? std::string("/b/") : std::string("/volunteer/interviews/");
  switch (kind) {
    case booking_confirmation:
      return {"Booked: practice interview, ", says::both_sides_times, brings::request, page};
    case reminder:
      return {"Reminder: practice interview, ", says::both_sides_times, brings::nothing, page};
    case rescheduled:
      return {"Moved: practice interview, now ", says::both_sides_times, brings::request, page};
    case place_changed:
      return {"New place to meet: practice interview, ", says::both_sides_times, brings::request, page};
    case cancellation:
      return {"Cancelled: practice interview, ", says::own_time, brings::cancel, page};
    case running_late:
      return {"10 minutes late: practice interview, ", says::both_sides_times, brings::nothing, page};
    case follow_up:
      return {"", says::own_time, brings::nothing, page};
    case undeliverable:
      return {"Mail does not arrive: practice interview, ", says::both_sides_times, brings::nothing,
              to == party::organizer ? std::string() : page};
    case address_confirmation:
      return {"Please confirm your address: First Try", says::own_time, brings::nothing, "/confirm/"};
    case new_address_confirmation:
      return {"Please confirm your new address: First Try", says::own_time, brings::nothing, "/new-address/"};
    case sign_in_link:
      return {"Your sign-in link: First Try", says::nothing, brings::nothing, "/sign-in/"};
    case invitation:
      return {"Welcome as a volunteer: First Try", says::nothing, brings::nothing, "/sign-in"};
    case found_links:
      return {"The links to your interviews: First Try", says::own_time, brings::nothing, "/b/"};
    case limit_explained:
      return {"About your booking: First Try", says::nothing, brings::nothing, "/find"};
  }
  throw std::logic_error("a kind of mail of which nothing is expected");
}

bool tells_of_a_heads_up(std::string const& text) {
  auto const has = [&](char const* word) { return text.find(word) != text.npos; };
  return (has("ancel")) && (has("late") || has("nothing"));
}

struct EveryMail : ::testing::Test {
  EveryMail() {
    w.write([&](store& s) {
       auto p = read_programme(s);
       p.name = "First Try";
       p.contact = "team@example.org";
       return save_programme(s, organizer(), p, {}, w.now());
     }).value();
    ada.is([](volunteer& v) { v.meeting_url = "https://meet.example/ada"; });
    ada.open("daily 00:00-24:00", "Europe/Paris");
    reader_of_ada.sign_in("ada@example.org");
    office.answer(
        [](message const& m) { return m.to.address == "gone@example.org" ? refused_for_good() : accepted(); });
  }

  book_slot_request adaezes_wish(std::string_view start, std::string const& email = "adaeze@example.org") {
    auto asked = w.request(ada, start);
    asked.candidate = {"Adaeze", email, "Asia/Kolkata", "en"};
    asked.prepared.goal = "Graphs & trees, <please>\nslowly";
    asked.prepared.programming_language = "Go";
    asked.prepared.editor_choice = editor::own_machine;
    asked.prepared.accessibility = private_note;
    asked.prepared.format = {"captions"};
    return asked;
  }
  template <class UseCase>
  auto does(UseCase use_case) {
    return w.write([&](store& s) { return use_case(s); });
  }
  booking stored(booking const& b) {
    return w.read([&](store& s) { return storage::find(s.db(), b.id); }).value();
  }

  // The mails that became due by now are sent, and each is read.
  void read_mails(both_times const& times = first) {
    deliver_due(w, office);
    for (auto const& p : office.delivered()) {
      auto const row = w.read([&](store& s) { return storage::find(s.db(), mail_id{p.mail_id()}); }).value();
      SCOPED_TRACE(std::string(name_of(row.kind)) + " to " + std::string(name_of(row.to)));
      seen.insert(row.kind);
      read_one(row, p.letter, times);
    }
    office.forget();
  }

  void read_one(mail const& row, message const& letter, both_times const& times) {
    auto const expected = expected_of(row.kind, row.to);
    EXPECT_TRUE(letter.subject.starts_with(expected.subject)) << letter.subject;
    EXPECT_LT(mime_text(letter).size(), 20'000u);
    EXPECT_EQ(words_of_text(letter), words_of_html(letter));
    EXPECT_EQ(links_of_text(letter), links_of_html(letter));
    look_at_times(row, letter, expected, times);
    look_at_links(row, letter, expected);
    look_at_calendar(row, letter, expected);
    look_for_secrets(letter);
    if (row.to != party::organizer) {
      EXPECT_TRUE(tells_of_a_heads_up(letter.text)) << letter.text;
    }
  }

  void look_at_times(mail const& row, message const& letter, expectation const& expected, both_times const& times) {
    auto const text = in_one_line(letter.text);
    auto const& own = row.to == party::volunteer ? times.in_paris : times.in_kolkata;
    auto const& other = row.to == party::volunteer ? times.in_kolkata : times.in_paris;
    if (expected.times != says::nothing) {
      EXPECT_NE(text.find(own), text.npos) << text;
    }
    if (expected.times == says::both_sides_times) {
      EXPECT_NE(text.find(other), text.npos) << text;
    }
  }

  void look_at_links(mail const& row, message const& letter, expectation const& expected) {
    bool leads_there = false;
    for (auto const& url : links_of_text(letter)) {
      if (!url.starts_with(the_sender().public_url)) continue;
      auto const plain = url.substr(0, url.find('#'));  // a browser keeps the place on the page to itself
      auto const path = "/" + plain.substr(std::min(plain.size(), the_sender().public_url.size() + 1));
      leads_there |= path.starts_with(expected.link);
      auto& reader = row.to == party::volunteer ? reader_of_ada : stranger;
      EXPECT_EQ(reader.get(path).status, 200) << path;
    }
    EXPECT_TRUE(leads_there || expected.link.empty()) << letter.text;
  }

  void look_at_calendar(mail const& row, message const& letter, expectation const& expected) {
    ASSERT_EQ(letter.calendar.has_value(), expected.calendar != brings::nothing);
    if (!letter.calendar) return;
    auto const entry = read_invitation(letter.calendar->calendar);
    auto const b = w.read([&](store& s) { return storage::find(s.db(), *row.booking); }).value();
    EXPECT_EQ(entry.faults, "");
    EXPECT_EQ(entry.method, expected.calendar == brings::cancel ? "CANCEL" : "REQUEST");
    EXPECT_EQ(letter.calendar->method == invitation_method::cancel, expected.calendar == brings::cancel);
    EXPECT_EQ(entry.sequence, b.sequence);
    EXPECT_EQ(entry.start, b.start);
    EXPECT_EQ(entry.end, b.end);
    EXPECT_EQ(entry.attendee, "mailto:" + letter.to.address);
    EXPECT_EQ(entry.organizer, "mailto:team@example.org");
    EXPECT_EQ(entry.location, b.meeting_url);
    EXPECT_NE(entry.description.find("Deleting this entry tells nobody."), std::string::npos);
    EXPECT_NE(entry.description.find("(UTC+05:30, Asia/Kolkata)"), std::string::npos);
    EXPECT_NE(entry.description.find("(UTC+01:00, Europe/Paris)"), std::string::npos);
    EXPECT_NE(entry.description.find("Programming language: Go"), std::string::npos);
    EXPECT_NE(entry.description.find("screen sharing"), std::string::npos);
    auto& known = entries[b.id.text + letter.to.address];
    if (!known.uid.empty()) {
      EXPECT_EQ(entry.uid, known.uid) << "one event that moves and goes";
    }
    EXPECT_GE(entry.sequence, known.sequence);
    known = entry;
  }

  // What a header, a calendar or any mail at all must not carry.
  void look_for_secrets(message const& letter) {
    auto const mime = mime_text(letter);
    auto const header = mime.substr(0, mime.find("\r\n\r\n")) + letter.subject + letter.to.name;
    for (auto const& url : links_of_text(letter)) {
      for (std::string const page : {"/b/", "/confirm/", "/new-address/", "/sign-in/"}) {
        auto const path = the_sender().public_url + page;
        if (!url.starts_with(path)) continue;
        EXPECT_EQ(header.find(url.substr(path.size())), header.npos) << header;
      }
    }
    auto const everything =
        letter.subject + letter.text + letter.html + (letter.calendar ? letter.calendar->calendar : "");
    for (auto const* secret : {private_note, "illness", "Illness"})
      EXPECT_EQ(everything.find(secret), everything.npos) << secret;
    if (letter.calendar) {
      EXPECT_EQ(letter.calendar->calendar.find("Graphs"), std::string::npos);
    }
  }

  // Time passes until then; what falls due meanwhile leaves at its own time.
  void live_until(std::string_view when, both_times const& times = first) {
    while (w.now() < at(when)) {
      auto const due = w.read([](store& s) { return storage::next_due(s.db()); }).value_or(at(when));
      w.clock().set(std::min(at(when), std::max(due, w.now() + 1min)));
      read_mails(times);
    }
  }

  world w;
  post_office office{w.clock()};
  somebody ada = w.volunteer("Ada");
  web_server server{w};
  visitor reader_of_ada{server}, stranger{server};
  std::set<mail_kind> seen;
  std::map<std::string, read_entry> entries;
};

TEST_F(EveryMail, SaysWhatItsReaderNeedsAndLeadsWhereItSays) {
  read_mails();
  auto const b = w.book(adaezes_wish("2026-11-09T08:00:00Z")).value();
  read_mails();
  booking_changes place;
  place.meeting_url = "https://meet.example/elsewhere";
  does([&](store& s) { return change_booking(s, organizer(), b.id, place, {}, w.now()); }).value();
  read_mails();
  booking_changes address;
  address.email = "new@example.org";
  does([&](store& s) { return change_booking(s, candidate_of{b.id}, b.id, address, {}, w.now()); }).value();
  read_mails();
  does([&](store& s) {
    return reschedule_booking(s, candidate_of{b.id}, {b.id, at("2026-11-11T15:00:00Z")}, w.now());
  }).value();
  read_mails(moved);
  does([&](store& s) {
    find_bookings(s, "adaeze@example.org", 0, w.now());
    return true;
  });
  read_mails(moved);
  live_until("2026-11-11T14:30:00Z", moved);
  for (caller const& who : {caller{candidate_of{b.id}}, ada.as()})
    does([&](store& s) { return tell_running_late(s, who, b.id, 10min, w.now()); }).value();
  live_until("2026-12-12T00:00:00Z", moved);
  EXPECT_EQ(stored(b).sequence, 2);

  reader_of_ada.sign_in("ada@example.org");  // the session of November has ended
  does([&](store& s) {
    request_sign_in(s, {.email = "ada@example.org"}, 0, w.now());
    return true;
  });
  read_mails();
  w.go_to("2026-11-02T09:00:00Z");
  w.policy([](policy& p) { p.max_open_bookings = 1; });
  auto const second = w.book(adaezes_wish("2026-11-09T08:00:00Z", "bola@example.org")).value();
  EXPECT_FALSE(w.book(adaezes_wish("2026-11-10T08:00:00Z", "bola@example.org")));
  read_mails();
  cancel_request const ill{second.id, cancel_reason::illness, illness_message};
  does([&](store& s) { return cancel_booking(s, ada.as(), ill, w.now()); }).value();
  read_mails();
  auto const unreachable = w.book(adaezes_wish("2026-11-09T08:00:00Z", "gone@example.org")).value();
  read_mails();
  does([&](store& s) {
    return cancel_booking(s, organizer(), {unreachable.id, cancel_reason::other, ""}, w.now());
  }).value();
  w.policy([](policy& p) { p.confirm_email = true; });
  w.book(adaezes_wish("2026-11-09T08:00:00Z", "adaeze2@example.org")).value();
  read_mails();

  for (auto const kind : all_mail_kinds()) EXPECT_TRUE(seen.contains(kind)) << name_of(kind) << " was never caused";
}

}  // namespace
}  // namespace rehearse::test
