// What is wrong with a request to book, and who may book no more.
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

std::vector<std::string> pointers_of(result<booking> const& refused) {
  std::vector<std::string> pointers;
  for (auto const& e : refused.error().errors) pointers.push_back(e.pointer);
  return pointers;
}

void ask_three_questions(world& w) {
  w.write([&](store& s) {
     auto type = read_interview_type(s, "coding-60").value();
     type.intake = {{"level", "Level", intake_kind::choice, {"junior", "senior"}, true},
                    {"again", "Been here?", intake_kind::yes_no, {}, false},
                    {"why", "Why", intake_kind::text, {}, true}};
     return change_interview_type(s, organizer(), type, {}, w.now());
   }).value();
}

TEST(BookingForm, NamesEveryMistakeAtOnce) {
  world w;
  ask_three_questions(w);
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00").is([](volunteer& v) {
    v.editors = {editor::own_machine};
    v.languages = {"go"};
    v.unfamiliar_languages = false;
  });
  auto asked = w.request(ada, "2037-01-05T09:00:00Z");
  asked.candidate.zone = "Mars/Olympus";
  asked.candidate.email = "nobody";
  asked.asked.topic = "trees";
  asked.prepared.editor_choice = editor::shared_editor;
  asked.prepared.programming_language = "Rust";
  asked.prepared.answers = {{"level", "expert"}, {"again", "maybe"}, {"a~b", "?"}, {"why", "  "}};

  auto const refused = w.book(asked);

  EXPECT_EQ(code_of(refused), errc::invalid);
  EXPECT_EQ(
      pointers_of(refused),
      (std::vector<std::string>{"/start", "/candidate/zone", "/candidate/email", "/preparation/answers/a~0b",
                                "/preparation/answers/level", "/preparation/answers/again", "/preparation/answers/why",
                                "/preparation/editor", "/preparation/programming_language", "/match"}));
}

TEST(BookingForm, TakesAFormThatIsFilledInRightly) {
  world w;
  ask_three_questions(w);
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto asked = w.request(ada, "2026-11-09T09:00:00Z");
  asked.prepared.answers = {{"level", "junior"}, {"again", "yes"}, {"why", "to learn"}};

  EXPECT_EQ(w.book(asked)->prepared.answers, asked.prepared.answers);
}

TEST(BookingForm, TakesAnyLanguageUnlessTheVolunteerSaidNo) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00").is([](volunteer& v) { v.languages = {"go"}; });
  auto in_rust = w.request(ada, "2026-11-09T09:00:00Z");
  in_rust.prepared.programming_language = "Rust";

  EXPECT_TRUE(w.book(in_rust));
}

TEST(BookingForm, KeepsAnAddressTrimmedAndInLowerCase) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto asked = w.request(ada, "2026-11-09T09:00:00Z");
  asked.candidate.email = " Chidi@Example.ORG ";

  EXPECT_EQ(w.book(asked)->candidate.email, "chidi@example.org");
}

TEST(BookingLimits, RefuseACandidateAlikeWhateverTheReason) {
  world w;
  w.policy([](policy& p) { p.max_bookings = booking_quota{3, date::days{28}}; });
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00");
  ASSERT_TRUE(w.book(ada, "2026-11-03T09:00:00Z"));
  ASSERT_TRUE(w.book(ada, "2026-11-03T10:00:00Z"));
  auto const by_open = w.book(ada, "2026-11-09T11:00:00Z");
  w.go_to("2026-11-03T12:00:00Z");
  ASSERT_TRUE(w.book(ada, "2026-11-04T09:00:00Z"));
  auto const by_number = w.book(ada, "2026-11-09T11:00:00Z");

  EXPECT_EQ(code_of(by_open), errc::booking_limit);
  EXPECT_EQ(code_of(by_number), errc::booking_limit);
  EXPECT_EQ(by_open.error().detail, by_number.error().detail);
}

TEST(BookingLimits, CountBookingsOfAnAddressWithEveryVolunteerAndPendingOnes) {
  world w;
  w.policy([](policy& p) { p.confirm_email = true; });
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00");
  auto bob = w.volunteer("Bob").open("daily 09:00-18:00");
  ASSERT_TRUE(w.book(ada, "2026-11-03T09:00:00Z"));
  auto in_capitals = w.request(bob, "2026-11-03T11:00:00Z");
  in_capitals.candidate.email = "CHIDI@example.org";
  ASSERT_TRUE(w.book(in_capitals));

  EXPECT_EQ(code_of(w.book(ada, "2026-11-04T09:00:00Z")), errc::booking_limit);
  w.advance(15min);
  EXPECT_TRUE(w.book(ada, "2026-11-04T09:00:00Z")) << "the holds have run out";
}

TEST(BookingLimits, LetNobodyBeInTwoInterviewsAtOnce) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto bob = w.volunteer("Bob").open("Mon 09:30-12:30");
  auto const first = w.book(ada, "2026-11-09T09:00:00Z").value();

  EXPECT_EQ(code_of(w.book(bob, "2026-11-09T09:30:00Z")), errc::booking_limit);

  auto const told = w.outbox(mail_kind::limit_explained);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].detail.find("overlap"), std::string::npos);
  EXPECT_TRUE(w.book(bob, "2026-11-09T10:30:00Z"));
  w.advance(25h);  // one such mail a day
  EXPECT_EQ(code_of(move(w, candidate(first), first, "2026-11-09T11:00:00Z")), errc::booking_limit);
  EXPECT_EQ(w.outbox(mail_kind::limit_explained).size(), 2u) << "moving there is explained as booking is";
  EXPECT_EQ(stored(w, first.id).start, first.start);
}

TEST(BookingLimits, HoldForAllMailThatAStrangerCanCause) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 00:00-24:00");
  auto const may = [&](std::string const& address, int mails) {
    return w.read([&](store& s) { return may_be_mailed(s, address, mails, w.now()); }).has_value();
  };
  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();
  ASSERT_TRUE(change(w, candidate(b), b, {.email = "victim@example.org"}));
  ASSERT_TRUE(move(w, candidate(b), b, "2026-11-10T09:00:00Z"));

  EXPECT_FALSE(may("victim@example.org", 1)) << "asked to confirm a new address";
  EXPECT_TRUE(may("victim@example.org", 2));
  EXPECT_FALSE(may("CHIDI@example.org ", 2)) << "booked and moved";
  EXPECT_TRUE(may("chidi@example.org", 3));
  EXPECT_TRUE(may("chidi@example.org", 0)) << "no limit";
  w.advance(61min);
  EXPECT_TRUE(may("chidi@example.org", 1));
}

TEST(BookingLimits, AreExplainedToTheAddressByMailAtMostOnceADay) {
  world w;
  w.policy([](policy& p) { p.max_open_bookings = 1; });
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));

  for (int i = 0; i < 3; ++i) EXPECT_EQ(code_of(w.book(ada, "2026-11-09T11:00:00Z")), errc::booking_limit);
  auto const on_first_day = w.outbox(mail_kind::limit_explained);
  w.advance(24h);
  EXPECT_EQ(code_of(w.book(ada, "2026-11-09T11:00:00Z")), errc::booking_limit);

  ASSERT_EQ(on_first_day.size(), 1u);
  EXPECT_EQ(on_first_day[0].recipient, "chidi@example.org");
  EXPECT_EQ(on_first_day[0].booking, std::nullopt);
  EXPECT_EQ(
      on_first_day[0].detail,
      R"({"reason":"open_bookings","count":1,"within_days":0,"name":"Chidi","locale":"en","zone":"Africa/Lagos"})");
  EXPECT_EQ(w.outbox(mail_kind::limit_explained).size(), 2u);
}

}  // namespace
}  // namespace rehearse::test
