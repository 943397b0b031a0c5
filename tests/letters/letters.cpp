// What every letter keeps, whatever it is about.
#include "tests/letters/read_letter.hpp"
#include "tests/support/tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace rehearse {

namespace {

using enum letter_side;

}  // namespace

TEST(Letters, AreCompleteInBothAlternatives) {
  for (auto const& [name, mail] : every_letter(sample_booking())) {
    SCOPED_TRACE(name);
    EXPECT_FALSE(mail.subject.empty());
    EXPECT_FALSE(mail.to.address.empty());
    EXPECT_EQ(mail.from.address, "interviews@first-try.example");
    EXPECT_EQ(mail.reply_to->address, "help@first-try.example");
    for (auto const& text : {mail.subject, mail.text, mail.html.substr(mail.html.find("<body"))}) {
      EXPECT_FALSE(has(text, "{")) << text;
      EXPECT_FALSE(has(text, "}")) << text;
    }
    EXPECT_TRUE(has(mail.html, "<html lang=\"en\" dir=\"ltr\">"));
    EXPECT_LT(mail.html.size() + mail.text.size(), 20'000u);
    EXPECT_FALSE(has(mail.text, "\n\n\n"));
    EXPECT_FALSE(has(mail.text, "\r"));
  }
}

TEST(Letters, NameBothTimesWithZoneAndOffset) {
  for (auto const to : {candidate, volunteer}) {
    auto const b = sample_booking();
    for (auto const& mail :
         {letters{}.booking_confirmation(to, b, sample_stamp()), letters{}.reminder(to, b, true, sample_stamp()),
          letters{}.running_late(to, b, 10min, sample_stamp()),
          letters{}.rescheduled(to, b, sample_move(candidate), sample_stamp()),
          letters{}.place_changed(to, b, sample_stamp())}) {
      SCOPED_TRACE(mail.subject);
      auto const text = unwrapped(mail.text);
      auto const own = text.find(to == candidate ? in_kolkata : in_new_york);
      auto const other = text.find(to == candidate ? in_new_york : in_kolkata);
      ASSERT_NE(own, text.npos) << mail.text;
      ASSERT_NE(other, text.npos) << mail.text;
      EXPECT_LT(own, other) << "one's own time first";
      EXPECT_TRUE(has(mail.html, in_kolkata) && has(mail.html, in_new_york));
      EXPECT_TRUE(has(mail.subject, to == candidate ? "Tue 24 Nov, 19:00 UTC+05:30" : "Tue 24 Nov, 08:30 UTC−05:00"));
    }
  }
}

TEST(Letters, KeepTheCandidatesLinkFromEverybodyElse) {
  auto const b = sample_booking();
  for (auto const& [name, mail] : every_letter(b)) {
    if (mail.to.address == b.candidate.address) continue;
    SCOPED_TRACE(name);
    EXPECT_FALSE(has(mail.text + mail.html + (mail.calendar ? mail.calendar->calendar : ""), b.manage_url));
  }
}

TEST(Letters, EscapeHostileNamesAndTexts) {
  auto b = sample_booking();
  b.candidate.name = b.volunteer.name = b.interview = "<script>alert('x')</script>";
  b.goal = "<img src=x onerror=alert(1)>";
  b.programming_language = "\"><script>";
  b.meeting_url = "javascript:alert(1)";
  b.criteria = {"<b>bold</b>"};
  b.programme.name = "<i>First</i> & Try";
  for (auto const& [name, mail] : every_letter(b)) {
    SCOPED_TRACE(name);
    EXPECT_FALSE(has(mail.html, "<script") || has(mail.html, "<img") || has(mail.html, "<b>") || has(mail.html, "<i>"))
        << mail.html;
    EXPECT_FALSE(has(mail.html, "href=\"javascript:"));
    EXPECT_TRUE(has(mail.html, "&lt;i&gt;First&lt;/i&gt; &amp; Try"));
  }
}

TEST(Letters, LetNothingIntoHeaderFields) {
  auto b = sample_booking();
  b.candidate.name = "Eve\r\nBcc: everybody@example.org";
  b.volunteer.name = "Mallory\nX-Evil: 1";
  b.interview = "Coding\r\nX: y";
  b.programme.name = "First\r\nTry";
  b.programme.from.name = "From\r\nBcc: a@b";
  for (auto const& [name, mail] : every_letter(b)) {
    SCOPED_TRACE(name);
    for (auto const& field :
         {mail.subject, mail.to.name, mail.to.address, mail.from.name, mail.from.address, mail.reply_to->name}) {
      EXPECT_EQ(field.find_first_of("\r\n"), field.npos) << field;
    }
  }
}

TEST(Letters, KeepWhatACandidateTypedOutOfSubjects) {
  auto b = sample_booking();
  b.candidate.name = "Buy gold now";
  b.programming_language = "Buy gold now";
  b.goal = "Buy gold now";
  for (auto const& [name, mail] : every_letter(b)) EXPECT_FALSE(has(mail.subject, "gold")) << name;
}

TEST(Letters, CannotBeUsedToDeliverAdvertisementsToStrangers) {
  auto b = sample_booking();
  b.candidate.name = "Cheap pills at https://pills.example";
  b.programming_language = "www.pills.example";
  b.goal = "https://pills.example";
  for (auto const& [name, mail] : every_letter(b)) {
    if (mail.to.address != b.candidate.address) continue;
    EXPECT_FALSE(has(mail.text + mail.html + mail.to.name, "pills")) << name;
  }
}

TEST(Letters, SpeakOfAccessibilityOnThePageAlone) {
  auto const mail = letters{}.booking_confirmation(volunteer, sample_booking(), sample_stamp());

  EXPECT_TRUE(has(mail.text, "There is a note on accessibility"));
  EXPECT_FALSE(has(mail.calendar->calendar, "ccessib"));
}

TEST(Letters, BringTheInvitationToTheirReader) {
  auto b = sample_booking();
  b.sequence = 3;
  auto const mail = letters{}.rescheduled(candidate, b, sample_move(candidate), sample_stamp());

  ASSERT_TRUE(mail.calendar);
  EXPECT_EQ(mail.calendar->method, invitation_method::request);
  auto const calendar = mail.calendar->calendar;
  for (auto const* line : {"METHOD:REQUEST\r\n", "UID:bk_9m2c4x@first-try.example\r\n", "SEQUENCE:3\r\n",
                           "DTSTART:20261124T133000Z\r\n", "SUMMARY:Practice interview\r\n", "CLASS:PRIVATE\r\n"}) {
    EXPECT_TRUE(has(calendar, line)) << line << calendar;
  }
  EXPECT_TRUE(has(calendar, "mailto:adaeze@example.org"));
  EXPECT_TRUE(has(calendar, "mailto:help@first-try.example"));
  EXPECT_FALSE(has(calendar, "grace@example.com"));
}

TEST(Letters, TakeTheEntryOutWhenCancelled) {
  auto const mail = letters{}.cancellation(volunteer, sample_booking(), {candidate, false, ""}, sample_stamp());

  ASSERT_TRUE(mail.calendar);
  EXPECT_EQ(mail.calendar->method, invitation_method::cancel);
  EXPECT_TRUE(has(mail.calendar->calendar, "METHOD:CANCEL\r\n"));
  EXPECT_TRUE(has(mail.calendar->calendar, "mailto:grace@example.com"));
}

TEST(Letters, BringNoCalendarPartWhereTheTimeIsNotNew) {
  for (auto const& mail :
       {letters{}.reminder(candidate, sample_booking(), true, sample_stamp()),
        letters{}.running_late(candidate, sample_booking(), 5min, sample_stamp()),
        letters{}.sign_in_link(sample_recipient(), {"https://x.example/s", 10min}, sample_stamp())}) {
    EXPECT_FALSE(mail.calendar) << mail.subject;
  }
}

TEST(Letters, GoInTheirReadersName) {
  EXPECT_TRUE(letters{}
                  .booking_confirmation(volunteer, sample_booking(), sample_stamp())
                  .text.find("\n\nHello Grace Hopper,\n") != std::string::npos);
}

TEST(Letters, EndWithWhatMailProgramsTakeForASignature) {
  for (auto const& [name, mail] : every_letter(sample_booking())) EXPECT_TRUE(has(mail.text, "\n-- \n")) << name;
}

TEST(Letters, HaveLinesThatFit) {
  for (auto const& [name, mail] : every_letter(sample_booking())) {
    for (auto rest = std::string_view{mail.text}; !rest.empty();) {
      auto const line = rest.substr(0, rest.find('\n'));
      EXPECT_TRUE(line.size() <= 80 || has(line, "https://")) << name << ": " << line;
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
  }
}

// Looked at by hand, and by nobody else: build/…/letters/*.html and .txt.
TEST(Letters, AreWrittenOutToLookAt) {
  auto const folder = std::filesystem::path{in_build_tree("letters")};
  std::filesystem::create_directories(folder);
  for (auto const& [name, mail] : every_letter(sample_booking())) {
    std::ofstream{folder / (name + ".html")} << mail.html;
    std::ofstream{folder / (name + ".txt")} << "Subject: " << mail.subject << "\n\n" << mail.text;
  }
  EXPECT_TRUE(std::filesystem::exists(folder / "reminder_to_candidate.html"));
}

}  // namespace rehearse
