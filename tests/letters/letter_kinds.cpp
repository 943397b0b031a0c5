// What each kind of letter says, and to whom.
#include "tests/letters/read_letter.hpp"

#include <gtest/gtest.h>

namespace rehearse {

namespace {

using enum letter_side;

bool is_about_a_booking(message const& mail) {
  return !mail.thread_id.empty();
}

}  // namespace

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

}  // namespace rehearse
