#include "notify/calendar/calendar_file.hpp"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <libical/ical.h>

namespace rehearse {
namespace {

using calendar_ptr = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

instant at(date::year_month_day day, seconds time) {
  return date::sys_days{day} + time;
}

calendar_event interview() {
  using namespace date::literals;
  calendar_event event;
  event.uid = "bk_7k2m@rehearse.example";
  event.sequence = 3;
  event.start = at(2026_y / 11 / 24, 13h + 30min);
  event.end = at(2026_y / 11 / 24, 14h + 30min);
  event.stamp = at(2026_y / 11 / 20, 8h);
  event.created = at(2026_y / 11 / 18, 9h);
  event.last_modified = at(2026_y / 11 / 19, 10h);
  event.summary = "Practice interview";
  event.description = "First line\nSecond; line, with \\ and \"quotes\"";
  event.location = "https://meet.example/room?a=1;b=2,c";
  event.url = "https://rehearse.example/b/token";
  event.organizer = {"Programme", "contact@rehearse.example"};
  event.attendee = {"Adaeze O.", "adaeze@example.org"};
  return event;
}

calendar_ptr parsed(std::string const& text) {
  return {icalcomponent_new_from_string(text.c_str()), &icalcomponent_free};
}

icalcomponent* first_event(calendar_ptr const& calendar) {
  return icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
}

std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0, to; (to = text.find("\r\n", from)) != std::string::npos; from = to + 2)
    lines.push_back(text.substr(from, to - from));
  return lines;
}

bool contains_line(std::string const& text, std::string const& line) {
  return text.find("\r\n" + line + "\r\n") != std::string::npos;
}

bool starts_inside_a_character(std::string const& line) {
  return line.size() > 1 && line[0] == ' ' && (static_cast<unsigned char>(line[1]) & 0xC0) == 0x80;
}

// Everything libical finds wrong: the restriction check writes X-LIC-ERROR properties.
std::string faults(std::string const& text) {
  calendar_ptr const calendar = parsed(text);
  if (!calendar) return "not parsable";
  bool const valid = icalrestriction_check(calendar.get()) == 1 && icalcomponent_count_errors(calendar.get()) == 0;
  return valid ? "" : icalcomponent_as_ical_string(calendar.get());
}

TEST(CalendarFile, PassesTheRestrictionCheckForEachMethod) {
  for (auto method : {calendar_method::request, calendar_method::cancel, calendar_method::publish})
    EXPECT_EQ(faults(calendar_file(method, interview())), "");
}

// The check itself can find something: a request without its organizer is refused.
TEST(CalendarFile, RestrictionCheckIsAbleToFail) {
  std::string text = calendar_file(calendar_method::request, interview());
  text.erase(text.find("ORGANIZER"), text.find("ATTENDEE") - text.find("ORGANIZER"));

  EXPECT_NE(faults(text), "");
}

TEST(CalendarFile, InvitesTheRecipientWhoHasAcceptedAlready) {
  std::string const text = calendar_file(calendar_method::request, interview());

  EXPECT_TRUE(contains_line(text, "METHOD:REQUEST"));
  EXPECT_TRUE(contains_line(text, "STATUS:CONFIRMED"));
  EXPECT_TRUE(contains_line(text, "CLASS:PRIVATE"));
  EXPECT_TRUE(contains_line(text, "TRANSP:OPAQUE"));
  EXPECT_TRUE(contains_line(text, "SEQUENCE:3"));
  EXPECT_TRUE(contains_line(text, "UID:bk_7k2m@rehearse.example"));
}

TEST(CalendarFile, NamesOneAttendeeWithoutAskingForAReply) {
  calendar_ptr const calendar = parsed(calendar_file(calendar_method::request, interview()));
  icalcomponent* const event = first_event(calendar);

  ASSERT_EQ(icalcomponent_count_properties(event, ICAL_ATTENDEE_PROPERTY), 1);
  icalproperty* const attendee = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
  EXPECT_STREQ(icalproperty_get_attendee(attendee), "mailto:adaeze@example.org");
  EXPECT_STREQ(icalproperty_get_parameter_as_string(attendee, "PARTSTAT"), "ACCEPTED");
  EXPECT_STREQ(icalproperty_get_parameter_as_string(attendee, "RSVP"), "FALSE");
}

TEST(CalendarFile, WritesTimesInUtcWithoutZones) {
  std::string const text = calendar_file(calendar_method::request, interview());

  EXPECT_TRUE(contains_line(text, "DTSTART:20261124T133000Z"));
  EXPECT_TRUE(contains_line(text, "DTEND:20261124T143000Z"));
  EXPECT_TRUE(contains_line(text, "DTSTAMP:20261120T080000Z"));
  EXPECT_TRUE(contains_line(text, "CREATED:20261118T090000Z"));
  EXPECT_TRUE(contains_line(text, "LAST-MODIFIED:20261119T100000Z"));
  EXPECT_EQ(text.find("VTIMEZONE"), std::string::npos);
}

TEST(CalendarFile, CancelsWhatWasRequestedUnderTheSameUid) {
  std::string const text = calendar_file(calendar_method::cancel, interview());

  EXPECT_TRUE(contains_line(text, "METHOD:CANCEL"));
  EXPECT_TRUE(contains_line(text, "STATUS:CANCELLED"));
  EXPECT_TRUE(contains_line(text, "UID:bk_7k2m@rehearse.example"));
}

TEST(CalendarFile, PublishesWithoutAttendee) {
  std::string const text = calendar_file(calendar_method::publish, interview());

  EXPECT_TRUE(contains_line(text, "METHOD:PUBLISH"));
  EXPECT_EQ(text.find("ATTENDEE"), std::string::npos);
}

TEST(CalendarFile, GivesTextsBackAsTheyWere) {
  calendar_ptr const calendar = parsed(calendar_file(calendar_method::request, interview()));
  icalcomponent* const event = first_event(calendar);

  EXPECT_EQ(icalcomponent_get_description(event), interview().description);
  EXPECT_EQ(icalcomponent_get_location(event), interview().location);
}

TEST(CalendarFile, FoldsAt75OctetsWithoutSplittingCharacters) {
  calendar_event event = interview();
  for (int i = 0; i < 400; ++i) event.description += i % 3 ? "नमस्ते😀" : "x";
  std::string const text = calendar_file(calendar_method::request, event);

  for (std::string const& line : lines_of(text)) {
    EXPECT_LE(line.size(), 75u) << line;
    EXPECT_FALSE(starts_inside_a_character(line)) << line;
  }
  calendar_ptr const calendar = parsed(text);
  EXPECT_EQ(icalcomponent_get_description(first_event(calendar)), event.description);
}

TEST(CalendarFile, FoldsNoLineWhereItEnds) {
  for (std::size_t length = 40; length < 240; ++length) {
    calendar_event event = interview();
    event.url = "https://rehearse.example/b/" + std::string(length, 'x');
    event.description = std::string(length, 'y');

    auto const text = calendar_file(calendar_method::request, event);

    for (auto const& line : lines_of(text)) EXPECT_NE(line.find_first_not_of(' '), line.npos) << text;
    EXPECT_EQ(icalcomponent_get_description(first_event(parsed(text))), event.description);
  }
}

TEST(CalendarFile, LetsNoTextBecomeALineOfItsOwn) {
  calendar_event event = interview();
  std::string const attack = "x\r\nATTENDEE:mailto:evil@example.org\r\nX-EVIL:1\n\x01\"; , ^n";
  event.uid = event.summary = event.description = event.location = event.url = attack;
  event.organizer = event.attendee = {attack, attack};
  std::string const text = calendar_file(calendar_method::request, event);

  calendar_ptr const calendar = parsed(text);
  icalcomponent* const inside = first_event(calendar);
  EXPECT_EQ(icalcomponent_count_properties(inside, ICAL_ATTENDEE_PROPERTY), 1);
  EXPECT_EQ(icalcomponent_count_properties(inside, ICAL_X_PROPERTY), 0);
  EXPECT_EQ(text.find('\x01'), std::string::npos);
  EXPECT_EQ(faults(text), "");
}

TEST(CalendarFile, FeedsSeveralEventsUnderOneName) {
  std::vector<calendar_event> events{interview(), interview()};
  events[1].uid = "bk_other@rehearse.example";
  events[1].cancelled = true;
  std::string const text = calendar_feed("Interviews, mine", events);

  calendar_ptr const calendar = parsed(text);
  EXPECT_EQ(icalcomponent_count_components(calendar.get(), ICAL_VEVENT_COMPONENT), 2);
  EXPECT_TRUE(contains_line(text, "STATUS:CANCELLED"));
  EXPECT_NE(text.find("X-WR-CALNAME:Interviews"), std::string::npos);
  EXPECT_EQ(faults(text), "");
}

TEST(CalendarFile, MayBeWrittenByManyThreads) {
  std::string const expected = calendar_file(calendar_method::request, interview());
  std::vector<int> same(4, 0);
  std::vector<std::thread> threads;
  for (int& count : same)
    threads.emplace_back([&count, &expected] {
      for (int i = 0; i < 200; ++i) count += calendar_file(calendar_method::request, interview()) == expected;
    });
  for (std::thread& thread : threads) thread.join();

  for (int count : same) EXPECT_EQ(count, 200);
}

}  // namespace
}  // namespace rehearse
