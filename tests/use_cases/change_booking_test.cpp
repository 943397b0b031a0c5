#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

class ChangeBooking : public ::testing::Test {
 protected:
  result<booking> confirm_new(std::string const& token) {
    return w.write([&](store& s) { return confirm_new_address(s, b.id, token, w.now()); });
  }
  world w;
  somebody ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  booking b = w.book(ada, "2026-11-09T09:00:00Z").value();
};

TEST_F(ChangeBooking, LetsTheCandidateCorrectOwnData) {
  preparation prepared;
  prepared.goal = "Graphs";
  auto const changed =
      change(w, candidate(b), b,
             {.name = "Chidi O.", .zone = "Asia/Kolkata", .locale = "de", .prepared = prepared, .agreed_to = {{true}}})
          .value();

  auto const now_stored = stored(w, b.id);
  EXPECT_EQ(now_stored.candidate.name, "Chidi O.");
  EXPECT_EQ(now_stored.candidate.locale, "de");
  EXPECT_EQ(now_stored.prepared.goal, "Graphs");
  EXPECT_TRUE(now_stored.agreed_to.job_leads);
  EXPECT_EQ(now_stored.agreed.candidate_zone, "Asia/Kolkata");
  EXPECT_EQ(now_stored.agreed.candidate, wall_clock{date::local_days{date::year{2026} / 11 / 9} + 14h + 30min});
  EXPECT_EQ(changed.sequence, 0);
  EXPECT_EQ(changed.revision, b.revision + 1);
}

TEST_F(ChangeBooking, LeavesEverythingAsItIsWhereNothingChanges) {
  auto const same = change(w, candidate(b), b, {.name = b.candidate.name, .email = "CHIDI@example.org"}).value();

  EXPECT_EQ(same.revision, b.revision);
  EXPECT_EQ(same.history.size(), 1u);
}

TEST_F(ChangeBooking, NeedsTheRevisionThatWasRead) {
  EXPECT_EQ(code_of(change(w, candidate(b), b, {.name = "X"}, b.revision + 1)), errc::precondition_failed);
  EXPECT_TRUE(change(w, candidate(b), b, {.name = "X"}, b.revision));
}

TEST_F(ChangeBooking, GivesEachSideItsOwnMembers) {
  EXPECT_EQ(code_of(change(w, candidate(b), b, {.meeting_url = "https://x.example"})), errc::forbidden);
  EXPECT_EQ(code_of(change(w, candidate(b), b, {.editor_url = "https://x.example"})), errc::forbidden);
  EXPECT_EQ(code_of(change(w, volunteer_of(b), b, {.name = "X"})), errc::forbidden);
  EXPECT_EQ(code_of(change(w, volunteer_of(b), b, {.email = "x@example.org"})), errc::forbidden);
  EXPECT_EQ(code_of(change(w, volunteer_of(b), b, {.zone = "UTC"})), errc::forbidden);
  EXPECT_EQ(code_of(change(w, volunteer_of(b), b, {.locale = "de"})), errc::forbidden);
  EXPECT_EQ(code_of(change(w, volunteer_of(b), b, {.prepared = preparation{}})), errc::forbidden);
  EXPECT_EQ(code_of(change(w, volunteer_of(b), b, {.agreed_to = consents{}})), errc::forbidden);
  EXPECT_TRUE(change(w, organizer(), b, {.name = "X", .meeting_url = "https://x.example"}));
  for (auto const& who : strangers()) EXPECT_EQ(code_of(change(w, who, b, {.name = "X"})), errc::not_found);
}

TEST_F(ChangeBooking, NamesEveryMistake) {
  preparation prepared;
  prepared.answers = {{"unasked", "x"}};
  auto const refused = change(w, organizer(), b,
                              {.name = "",
                               .email = "nobody",
                               .zone = "Mars",
                               .prepared = prepared,
                               .meeting_url = "javascript:alert(1)",
                               .editor_url = "https://a b"});

  std::vector<std::string> pointers;
  for (auto const& e : refused.error().errors) pointers.push_back(e.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/candidate/name", "/candidate/email", "/candidate/zone",
                                                "/preparation/answers/unasked", "/meeting_url", "/editor_url"}));
}

TEST_F(ChangeBooking, TellsBothOfAnotherPlaceSoThatBothCalendarsHaveItAndRaisesTheSequence) {
  auto const changed = change(w, volunteer_of(b), b, {.meeting_url = "https://meet.example/1"}).value();

  EXPECT_EQ(changed.sequence, 1);
  EXPECT_EQ(changed.history.back().what, "place_changed");
  auto const told = w.outbox(mail_kind::place_changed);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].to, party::candidate);
  EXPECT_EQ(told[1].to, party::volunteer);
  EXPECT_EQ(told[0].detail, R"({"by":"volunteer"})");
}

TEST_F(ChangeBooking, TellsBothOfAPlaceThatAnOrganizerChanged) {
  ASSERT_TRUE(change(w, organizer(), b, {.meeting_url = "https://meet.example/1"}));

  EXPECT_EQ(w.outbox(mail_kind::place_changed).size(), 2u);
}

TEST_F(ChangeBooking, WishesForAnotherAddressFiveTimesAtMost) {
  auto const wish = [this](int n) {
    return change(w, candidate(b), b, {.email = "stranger" + std::to_string(n) + "@example.org"});
  };
  for (int n = 0; n < 5; ++n) ASSERT_TRUE(wish(n)) << n;

  EXPECT_EQ(code_of(wish(5)), errc::too_often);

  EXPECT_EQ(w.outbox(mail_kind::new_address_confirmation).size(), 5u);
  EXPECT_TRUE(change(w, candidate(b), b, {.name = "Still mine"})) << "the rest may be corrected";
}

TEST_F(ChangeBooking, KeepsRemindersOwedWhenThePlaceChanges) {
  auto const before = waiting(mails_about(w, b, mail_kind::reminder)).size();

  ASSERT_TRUE(change(w, volunteer_of(b), b, {.meeting_url = "https://meet.example/1"}));
  ASSERT_TRUE(change(w, volunteer_of(b), b, {.meeting_url = "https://meet.example/2"}));

  auto const left = waiting(mails_about(w, b));
  EXPECT_EQ(waiting(mails_about(w, b, mail_kind::reminder)).size(), before);
  EXPECT_EQ(waiting(mails_about(w, b, mail_kind::place_changed)).size(), 2u) << "the later one supersedes";
  for (auto const& m : left) EXPECT_EQ(m.booking_sequence, 2) << name_of(m.kind);
}

TEST_F(ChangeBooking, TakesAnotherPlaceUntilTheEnd) {
  w.go_to("2026-11-09T10:00:00Z");

  EXPECT_EQ(code_of(change(w, volunteer_of(b), b, {.meeting_url = "https://meet.example/1"})), errc::wrong_state);
  EXPECT_TRUE(change(w, candidate(b), b, {.name = "X"}));
}

TEST_F(ChangeBooking, IsRefusedOnceCancelled) {
  ASSERT_TRUE(cancel(w, candidate(b), b));

  EXPECT_EQ(code_of(change(w, candidate(b), b, {.name = "X"})), errc::wrong_state);
}

TEST_F(ChangeBooking, AsksANewAddressToConfirmItself) {
  auto const asked = change(w, candidate(b), b, {.email = " New@Example.org "}).value();

  EXPECT_EQ(asked.candidate.email, "chidi@example.org");
  EXPECT_EQ(asked.new_email, "new@example.org");
  auto const told = w.outbox(mail_kind::new_address_confirmation);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].recipient, "new@example.org");
}

TEST_F(ChangeBooking, TakesTheNewAddressByItsLinkAndTellsItOfTheBooking) {
  auto const asked = change(w, candidate(b), b, {.email = "new@example.org"}).value();
  auto const changed = confirm_new(new_address_token(w, asked)).value();
  auto const again = confirm_new(new_address_token(w, asked)).value();

  EXPECT_EQ(changed.candidate.email, "new@example.org");
  EXPECT_EQ(changed.new_email, std::nullopt);
  EXPECT_TRUE(changed.email_confirmed);
  EXPECT_EQ(again.revision, changed.revision);
  EXPECT_EQ(mails_about(w, b, mail_kind::booking_confirmation).size(), 3u);
  for (auto const& m : waiting(mails_about(w, b))) EXPECT_EQ(m.recipient, "") << "nothing goes to the old address";
}

TEST_F(ChangeBooking, TakesTheLatestAddressAlone) {
  auto const first = change(w, candidate(b), b, {.email = "first@example.org"}).value();
  auto const second = change(w, candidate(b), b, {.email = "second@example.org"}).value();

  EXPECT_EQ(code_of(confirm_new(new_address_token(w, first))), errc::link_expired);
  EXPECT_EQ(code_of(confirm_new("x")), errc::not_found);
  EXPECT_EQ(code_of(confirm_new(address_token(w, second))), errc::not_found) << "a token of another purpose";
  EXPECT_EQ(confirm_new(new_address_token(w, second))->candidate.email, "second@example.org");
  EXPECT_EQ(waiting(mails_about(w, b, mail_kind::new_address_confirmation)).size(), 0u);
}

TEST_F(ChangeBooking, LetsNoAddressInAfterACancellation) {
  auto const asked = change(w, candidate(b), b, {.email = "new@example.org"}).value();
  ASSERT_TRUE(cancel(w, candidate(b), b));

  EXPECT_EQ(code_of(confirm_new(new_address_token(w, asked))), errc::link_expired) << "the link of the mail";
  EXPECT_EQ(code_of(confirm_new(new_address_token(w, stored(w, b.id)))), errc::link_expired) << "and no other one";
  EXPECT_EQ(stored(w, b.id).candidate.email, "chidi@example.org");
}

TEST_F(ChangeBooking, GivesAnEditorToWhoeverComesToNeedOne) {
  ada.is([](volunteer& v) { v.editor_url = "https://code.example/ada"; });
  auto own = w.request(ada, "2026-11-09T10:00:00Z");
  own.prepared.editor_choice = editor::own_machine;
  auto const without = w.book(own).value();
  ASSERT_EQ(without.editor_url, "");
  preparation shared;
  shared.editor_choice = editor::shared_editor;

  auto const with = change(w, candidate(without), without, {.prepared = shared}).value();

  EXPECT_EQ(with.editor_url, "https://code.example/ada");
  EXPECT_EQ(with.sequence, without.sequence + 1) << "calendars hold the old place";
  EXPECT_EQ(w.outbox(mail_kind::place_changed).size(), 2u);
}

TEST_F(ChangeBooking, TakesTheEditorFromWhoeverSharesTheirScreenInstead) {
  ada.is([](volunteer& v) { v.editor_url = "https://code.example/ada"; });
  auto const in_editor = w.book(w.request(ada, "2026-11-09T10:00:00Z")).value();
  ASSERT_EQ(in_editor.editor_url, "https://code.example/ada");
  preparation own;
  own.editor_choice = editor::own_machine;

  EXPECT_EQ(change(w, candidate(in_editor), in_editor, {.prepared = own})->editor_url, "");
}

TEST_F(ChangeBooking, LeavesAnEditorThatTheVolunteerNamedWhereOtherThingsChange) {
  ASSERT_TRUE(change(w, volunteer_of(b), b, {.editor_url = "https://own.example/x"}));
  preparation more = b.prepared;
  more.goal = "Graphs";

  auto const changed = change(w, candidate(b), b, {.prepared = more}).value();

  EXPECT_EQ(changed.editor_url, "https://own.example/x");
}

}  // namespace
}  // namespace rehearse::test
