#include "notify/letters/letters.hpp"

#include "notify/letters/plain_text.hpp"
#include "tests/letters/samples.hpp"
#include "tests/support/tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace rehearse {

namespace {

using enum letter_side;

constexpr auto in_kolkata = "Tuesday 24 November 2026, 19:00–20:00 (UTC+05:30, Asia/Kolkata)";
constexpr auto in_new_york = "Tuesday 24 November 2026, 08:30–09:30 (UTC−05:00, America/New_York)";

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

// Wrapped lines put together again.
std::string unwrapped(std::string text) {
  std::string joined;
  for (char const c : text) {
    if (c != '\n' && c != ' ') joined += c;
    if ((c == '\n' || c == ' ') && !joined.ends_with(' ')) joined += ' ';
  }
  return joined;
}

bool is_about_a_booking(message const& mail) {
  return !mail.thread_id.empty();
}

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

TEST(Letters, AboutABookingSayHowToGiveAHeadsUp) {
  auto const b = sample_booking();
  for (auto const& [name, mail] : every_letter(b)) {
    if (!is_about_a_booking(mail)) continue;
    SCOPED_TRACE(name);
    auto const to_volunteer = mail.to.address == b.volunteer.address;
    EXPECT_EQ(mail.thread_id, "<bk_9m2c4x@first-try.example>");
    if (name.starts_with("undeliverable_to_organizer")) continue;
    EXPECT_TRUE(has(mail.text, "cancel") || has(mail.text, "Cancel")) << mail.text;
    EXPECT_TRUE(has(mail.text, "late") || has(mail.text, "heads-up")) << mail.text;
    if (has(name, "address_confirmation")) continue;
    EXPECT_TRUE(has(mail.text, to_volunteer ? b.interview_url : b.manage_url)) << mail.text;
    EXPECT_TRUE(has(mail.html, "href=\"" + (to_volunteer ? b.interview_url : b.manage_url))) << mail.html;
  }
}

TEST(Letters, OfferNoMoveThatIsNotPossibleAnyMore) {
  auto b = sample_booking();
  EXPECT_TRUE(has(unwrapped(letters{}.reminder(candidate, b, true, sample_stamp()).text), "Cancel, move to another"));

  b.may_move = false;
  b.policy.too_soon_to_move = true;
  for (auto const& mail : {letters{}.reminder(candidate, b, true, sample_stamp()),
                           letters{}.booking_confirmation(candidate, b, sample_stamp()),
                           letters{}.running_late(candidate, b, 10min, sample_stamp())})
    EXPECT_TRUE(has(mail.text, "Cancel, or say that you are late:")) << mail.text;
  auto const hold = hold_facts{"https://first-try.example/confirm/Zk3", b.candidate.when.start};
  auto const found = found_booking{b.interview, b.candidate.when, b.manage_url, false};
  EXPECT_FALSE(has(letters{}.address_confirmation(b, hold, sample_stamp()).text, "move"));
  EXPECT_FALSE(has(letters{}.found_links(sample_recipient(), {found}, sample_stamp()).text, "move"));
}

TEST(Letters, SayUntilWhenATimeIsKept) {
  auto const b = sample_booking();
  auto const hold = hold_facts{"https://first-try.example/confirm/Zk3", b.policy.cancel_until};

  auto const text = unwrapped(letters{}.address_confirmation(b, hold, sample_stamp()).text);

  EXPECT_TRUE(has(text, "kept for you until Tuesday 24 November 2026, 07:00 (UTC+05:30, Asia/Kolkata).")) << text;
}

TEST(Letters, AskForNoReportWeeksLater) {
  auto const soon = unwrapped(letters{}.follow_up(candidate, sample_booking(), false, sample_stamp()).text);
  auto const later = unwrapped(letters{}.follow_up(candidate, sample_booking(), true, sample_stamp()).text);

  EXPECT_TRUE(has(soon, "Say so on the page")) << soon;
  EXPECT_FALSE(has(later, "Say so on the page")) << later;
  EXPECT_TRUE(has(later, "Answer this mail: a person reads it.")) << later;
}

TEST(Letters, TellAVolunteerWhyTheyCome) {
  auto const b = sample_booking();

  auto const to_volunteer = unwrapped(letters{}.reminder(volunteer, b, false, sample_stamp()).text);
  auto const to_candidate = unwrapped(letters{}.reminder(candidate, b, false, sample_stamp()).text);

  EXPECT_TRUE(has(to_volunteer, "because you give interviews for First Try.")) << to_volunteer;
  EXPECT_TRUE(has(to_candidate, "because somebody gave this address to First Try.")) << to_candidate;
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

TEST(Letters, SayBothTimesOfAMove) {
  auto const text =
      unwrapped(letters{}.rescheduled(candidate, sample_booking(), sample_move(candidate), sample_stamp()).text);

  EXPECT_TRUE(has(text, in_kolkata));
  EXPECT_TRUE(has(text, "Monday 23 November 2026, 02:00–03:00 (UTC+05:30, Asia/Kolkata)")) << text;
}

TEST(Letters, AskForAttendanceOnlyWhereTold) {
  EXPECT_TRUE(has(letters{}.reminder(candidate, sample_booking(), true, sample_stamp()).text, "Will you be there?"));
  EXPECT_FALSE(has(letters{}.reminder(candidate, sample_booking(), false, sample_stamp()).text, "Will you be there?"));
}

// A link in a mail changes nothing: so its words do not sound as if pressing it were the answer.
TEST(Letters, SayThatTheAnswerIsGivenOnThePage) {
  auto const mail = letters{}.reminder(candidate, sample_booking(), true, sample_stamp());

  EXPECT_TRUE(has(unwrapped(mail.text), "Please open its page and press “Yes, I will come”")) << mail.text;
  EXPECT_TRUE(has(mail.text, "Open the page, and say that you come:")) << mail.text;
  EXPECT_TRUE(has(mail.html, "href=\"" + sample_booking().manage_url + "#come\"")) << mail.html;
}

TEST(Letters, SayHowLongItIsUntilTheStart) {
  auto const b = sample_booking();
  auto const title = [&b](seconds before) {
    auto const html = letters{}.reminder(candidate, b, false, {"<m@h>", b.start - before}).html;
    auto const begin = html.find("starts in ") + 10;
    return html.substr(begin, html.find("<", begin) - begin);
  };

  EXPECT_EQ(title(24h), "24 hours");
  EXPECT_EQ(title(24h - 25s), "24 hours");
  EXPECT_EQ(title(61min), "1 hour");
  EXPECT_EQ(title(12min), "10 minutes");
}

TEST(Letters, TellOfACancellationKindly) {
  auto const b = sample_booking();
  auto const late = letters{}.cancellation(volunteer, b, {candidate, true, "Power cut."}, sample_stamp());
  auto const own = letters{}.cancellation(candidate, b, {candidate, true, "Power cut."}, sample_stamp());

  EXPECT_TRUE(has(unwrapped(late.text), "Adaeze Okonkwo cannot make it and has told us"));
  EXPECT_TRUE(has(late.text, "Power cut."));
  EXPECT_TRUE(has(own.text, "Thank you for telling us"));
  EXPECT_FALSE(has(own.text, "Power cut.")) << "one's own words need no repeating";
  EXPECT_TRUE(has(own.html, b.book_url));
}

TEST(Letters, GoInTheirReadersName) {
  EXPECT_TRUE(letters{}
                  .booking_confirmation(volunteer, sample_booking(), sample_stamp())
                  .text.find("\n\nHello Grace Hopper,\n") != std::string::npos);
}

TEST(Letters, GiveTheOrganizerBothTimesAndTheBooking) {
  auto b = sample_booking();
  auto const mail = letters{}.undeliverable(organizer, candidate, b, sample_stamp());
  b.organizer_url.clear();
  auto const without_page = letters{}.undeliverable(organizer, candidate, b, sample_stamp());

  EXPECT_EQ(mail.to.address, "help@first-try.example");
  EXPECT_TRUE(has(mail.text, "\n\nHello,\n"));
  EXPECT_TRUE(has(mail.text, in_kolkata) && has(mail.text, in_new_york) && has(mail.text, "bk_9m2c4x"));
  EXPECT_TRUE(has(mail.text, "/organizer/bookings/bk_9m2c4x"));
  EXPECT_FALSE(has(without_page.text, "The interview's page"));
}

TEST(Letters, AskTheCandidateAloneForAttendance) {
  auto const mail = letters{}.reminder(volunteer, sample_booking(), true, sample_stamp());

  EXPECT_FALSE(has(mail.text, "Will you be there?"));
  EXPECT_TRUE(has(mail.text, "Open the interview's page:"));
}

TEST(Letters, ShowTheOldTimeOfAMoveLessThanTheNew) {
  auto const html = letters{}.rescheduled(candidate, sample_booking(), sample_move(candidate), sample_stamp()).html;

  EXPECT_TRUE(has(html, "serif\">Tuesday 24 November"));
  EXPECT_FALSE(has(html, "serif\">Monday 23 November"));
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

TEST(PlainText, WrapsUnderItsIndentationAndKeepsLinksWhole) {
  auto const words_of_ten =
      std::string{"- aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh"};
  EXPECT_EQ(wrapped(words_of_ten),
            "- aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\n  hhhhhhhhh\n");

  auto const link = "https://example.org/" + std::string(100, 'x');
  EXPECT_EQ(wrapped("See " + link + " now\n\n\n\nend"), "See\n" + link + "\nnow\n\nend\n");
}

TEST(PlainText, ShortensAtABlankAndNeverInsideACharacter) {
  EXPECT_EQ(shortened("one two three", 20), "one two three");
  EXPECT_EQ(shortened("one two three", 9), "one two …");
  auto const cut = shortened(std::string{"éééééééééééééééééééééééééééééééééééééééééééééééééé"}, 10);
  EXPECT_EQ(cut, "éééééééééé …");
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
