#include "scheduler/use_cases/book_slot.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

TEST(BookSlot, MakesAConfirmedBookingOfAFreeSlot) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00", "Europe/Paris");

  auto const b = w.book(ada, "2026-11-09T08:00:00Z").value();

  EXPECT_EQ(b.state, booking_state::confirmed);
  EXPECT_EQ(b.start, at("2026-11-09T08:00:00Z"));
  EXPECT_EQ(b.end, at("2026-11-09T09:00:00Z"));
  EXPECT_EQ(b.sequence, 0);
  EXPECT_EQ(b.attends, attendance::not_asked);
  EXPECT_EQ(b.policy_id, "standard");
  ASSERT_EQ(b.history.size(), 1u);
  EXPECT_EQ(b.history[0].what, "booked");
  EXPECT_EQ(b.history[0].by, party::candidate);
  EXPECT_EQ(read(w, candidate(b), b.id).value().start, b.start);
}

TEST(BookSlot, WritesDownWhatBothSidesAgreedOn) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00", "Europe/Helsinki");

  auto const agreed = w.book(ada, "2026-11-09T08:00:00Z").value().agreed;

  EXPECT_EQ(agreed.candidate, wall_clock{date::local_days{date::year{2026} / 11 / 9} + 9h});
  EXPECT_EQ(agreed.candidate_zone, "Africa/Lagos");
  EXPECT_EQ(agreed.volunteer, wall_clock{date::local_days{date::year{2026} / 11 / 9} + 10h});
  EXPECT_EQ(agreed.volunteer_zone, "Europe/Helsinki");
  EXPECT_EQ(agreed.tzdata, tzdata_version());
}

TEST(BookSlot, WritesDownTheZoneInWhichATravellerReadTheWindow) {
  world w;
  auto hours = open_hours("daily 09:00-12:00", "Europe/Paris");
  hours.travel = {{*read_date("2026-11-08"), *read_date("2026-11-11"), "Asia/Tokyo"}};
  auto ada = w.volunteer("Ada").publish(hours);

  auto const agreed = w.book(ada, "2026-11-09T00:00:00Z").value().agreed;

  EXPECT_EQ(agreed.volunteer_zone, "Asia/Tokyo");
  EXPECT_EQ(agreed.volunteer, wall_clock{date::local_days{date::year{2026} / 11 / 9} + 9h});
}

TEST(BookSlot, TakesTheTimeOfTheVolunteerBuffersIncluded) {
  world w;
  auto hours = open_hours("Mon 09:00-12:00", "UTC");
  hours.buffer_before = 10min;
  hours.buffer_after = 15min;
  auto ada = w.volunteer("Ada").publish(hours);

  auto const b = w.book(ada, "2026-11-09T10:00:00Z").value();

  auto const taken = occupations(w, ada.id);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].booking, b.id);
  EXPECT_EQ(taken[0].kind, occupation_kind::booking);
  EXPECT_EQ(taken[0].from, at("2026-11-09T09:50:00Z"));
  EXPECT_EQ(taken[0].to, at("2026-11-09T11:15:00Z"));
  EXPECT_TRUE(w.starts(ada, "2026-11-09", "2026-11-10").empty());
}

TEST(BookSlot, KeepsACopyOfThePolicyItWasMadeUnder) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-12:00");
  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  w.policy([](policy& p) { p.max_reschedules = 0; });

  EXPECT_EQ(stored(w, b.id).rules.max_reschedules, 2);
}

TEST(BookSlot, TakesThePolicyOfTheTypeBeforeTheProgrammes) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-12:00");
  w.write([&](store& s) {
     named_policy strict{"strict", policy{}, 0};
     strict.rules.confirm_email = true;
     save_policy(s, organizer(), strict, {}, true, w.now()).value();
     auto type = read_interview_type(s, "coding-60").value();
     type.policy = "strict";
     return change_interview_type(s, organizer(), type, {}, w.now());
   }).value();

  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  EXPECT_EQ(b.policy_id, "strict");
  EXPECT_EQ(b.state, booking_state::pending);
}

TEST(BookSlot, TellsBothSidesAndPlansTheirReminders) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-12:00");

  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  auto const told = mails_about(w, b, mail_kind::booking_confirmation);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].to, party::candidate);
  EXPECT_EQ(told[1].to, party::volunteer);
  EXPECT_EQ(told[0].due, w.now());
  EXPECT_EQ(told[0].useless_after, b.end);
  EXPECT_TRUE(told[0].recipient.empty());
  EXPECT_EQ(mails_about(w, b, mail_kind::reminder).size(), 4u);
  EXPECT_EQ(mails_about(w, b, mail_kind::follow_up).size(), 3u);
}

TEST(BookSlot, HoldsTheSlotOfAPendingBookingAndTellsTheCandidateAlone) {
  world w;
  w.policy([](policy& p) { p.confirm_email = true; });
  auto ada = w.volunteer("Ada").open("Mon 09:00-10:00");

  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  EXPECT_EQ(b.state, booking_state::pending);
  EXPECT_EQ(b.held_until, w.now() + 15min);
  auto const taken = occupations(w, ada.id);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].kind, occupation_kind::hold);
  EXPECT_EQ(taken[0].runs_out, w.now() + 15min);
  auto const told = mails_about(w, b);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].kind, mail_kind::address_confirmation);
  EXPECT_EQ(told[0].to, party::candidate);
}

TEST(BookSlot, TakesASlotWhoseHoldHasRunOut) {
  world w;
  w.policy([](policy& p) { p.confirm_email = true; });
  auto ada = w.volunteer("Ada").open("Mon 09:00-10:00");
  auto const first = w.book(ada, "2026-11-09T09:00:00Z").value();
  auto other = w.request(ada, "2026-11-09T09:00:00Z");
  other.candidate.email = "other@example.org";
  EXPECT_EQ(code_of(w.book(other)), errc::slot_unavailable);

  w.advance(15min);
  auto const second = w.book(ada, "2026-11-09T09:00:00Z");

  ASSERT_TRUE(second);
  ASSERT_EQ(occupations(w, ada.id).size(), 1u);
  EXPECT_EQ(occupations(w, ada.id)[0].booking, second->id);
  EXPECT_EQ(read(w, candidate(first), first.id)->state, booking_state::expired);
}

TEST(BookSlot, LetsExactlyOneHaveASlot) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-10:00");
  auto other = w.request(ada, "2026-11-09T09:00:00Z");
  other.candidate.email = "other@example.org";

  auto const first = w.book(ada, "2026-11-09T09:00:00Z");
  auto const second = w.book(other);

  EXPECT_TRUE(first);
  EXPECT_EQ(code_of(second), errc::slot_unavailable);
  EXPECT_EQ(w.outbox(mail_kind::booking_confirmation).size(), 2u);
}

TEST(BookSlot, RefusesWhatIsNoFreeSlot) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");

  EXPECT_EQ(code_of(w.book(ada, "2026-11-09T09:30:00Z")), errc::slot_unavailable);  // off the grid
  EXPECT_EQ(code_of(w.book(ada, "2026-11-10T09:00:00Z")), errc::slot_unavailable);  // a Tuesday
  EXPECT_EQ(code_of(w.book(ada, "2026-10-26T09:00:00Z")), errc::slot_unavailable);  // past
  EXPECT_EQ(code_of(w.book(ada, "2027-11-08T09:00:00Z")), errc::slot_unavailable);  // beyond the horizon
  EXPECT_TRUE(w.outbox(mail_kind::booking_confirmation).empty());
}

TEST(BookSlot, NamesWhatIsNotThereAsAMistakeOfTheForm) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto no_type = w.request(ada, "2026-11-09T09:00:00Z");
  no_type.interview_type = "juggling-30";
  auto nobody = w.request(ada, "2026-11-09T09:00:00Z");
  nobody.volunteer = volunteer_id{"vol_nobody"};

  auto const first_mistake = [&](book_slot_request const& asked) { return w.book(asked).error().errors.at(0).pointer; };
  EXPECT_EQ(first_mistake(no_type), "/interview_type");
  EXPECT_EQ(first_mistake(nobody), "/volunteer_id");
  EXPECT_EQ(code_of(w.book(nobody)), errc::invalid);
}

TEST(BookSlot, SaysOnceThatTheEditorIsNotTheVolunteers) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00").is([](volunteer& v) { v.editors = {editor::own_machine}; });
  auto asked = w.request(ada, "2026-11-09T09:00:00Z");
  asked.prepared.editor_choice = asked.asked.wants_editor = editor::shared_editor;

  auto const refused = w.book(asked).error();

  ASSERT_EQ(refused.errors.size(), 1u);
  EXPECT_EQ(refused.errors[0].pointer, "/preparation/editor");
}

TEST(BookSlot, OffersNobodyWhoIsAwayOrDoesNotGiveTheType) {
  world w;
  w.type("design-45", 45min);
  auto paused = w.volunteer("Ada").open("Mon 09:00-12:00");
  paused.is([](volunteer& v) { v.status = volunteer_status::paused; });
  auto designer = w.volunteer("Bob").open("Mon 09:00-12:00");
  designer.is([](volunteer& v) { v.interview_types = {"design-45"}; });

  EXPECT_EQ(code_of(w.book(paused, "2026-11-09T09:00:00Z")), errc::slot_unavailable);
  EXPECT_EQ(code_of(w.book(designer, "2026-11-09T09:00:00Z")), errc::slot_unavailable);
  EXPECT_EQ(code_of(w.book(w.request("2026-11-09T09:00:00Z"))), errc::slot_unavailable);
}

TEST(BookSlot, MeetsWhereTheVolunteerSays) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00").is([](volunteer& v) {
    v.meeting_url = "https://meet.example/ada";
    v.editor_url = "https://code.example/ada";
  });
  auto own_machine = w.request(ada, "2026-11-09T11:00:00Z");
  own_machine.prepared.editor_choice = editor::own_machine;

  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  EXPECT_EQ(b.meeting_url, "https://meet.example/ada");
  EXPECT_EQ(b.editor_url, "https://code.example/ada");
  EXPECT_EQ(w.book(own_machine)->editor_url, "");
}

TEST(BookSlot, GivesNoSharedEditorWhereTheVolunteerOffersNone) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00").is([](volunteer& v) {
    v.editors = {editor::own_machine};
    v.editor_url = "https://code.example/ada";
  });

  EXPECT_EQ(w.book(ada, "2026-11-09T09:00:00Z")->editor_url, "") << "nothing was chosen";
}

TEST(BookSlot, MeetsInARoomOfItsOwnByTheProgrammesTemplate) {
  world w;
  w.write([&](store& s) {
     auto settings = read_programme(s);
     settings.meeting_url_template = "https://meet.example/{room}?x";
     settings.editor_url_template = "https://code.example/{room}";
     return save_programme(s, organizer(), settings, {}, w.now());
   }).value();
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00");

  auto const a = w.book(ada, "2026-11-09T09:00:00Z").value();
  auto const b = w.book(ada, "2026-11-09T10:00:00Z").value();

  EXPECT_EQ(a.meeting_url.size(), std::string("https://meet.example/?x").size() + 22);
  EXPECT_NE(a.meeting_url, b.meeting_url);
  EXPECT_NE(a.meeting_url.substr(21, 22), a.editor_url.substr(21)) << "one room does not tell the other";
}

TEST(BookSlot, IsPossibleWithoutAPlaceToMeet) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00");

  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  EXPECT_EQ(b.meeting_url, "");
  EXPECT_EQ(b.editor_url, "");
}

TEST(BookSlot, LeavesALineInTheAuditWithIdsAlone) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00");

  auto const b = w.book(ada, "2026-11-09T09:00:00Z").value();

  auto const lines = w.read([](store& s) { return list_audit(s, organizer(), {}); }).value().items;
  EXPECT_EQ(lines.at(0).what, "booking.book");
  EXPECT_EQ(lines.at(0).who, b.id.text);
  EXPECT_EQ(lines.at(0).at, w.now());
}

TEST(BookSlot, IsUndoneWholeWhereItIsRefused) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto const before = w.outbox().size();

  EXPECT_FALSE(w.book(ada, "2026-11-09T09:30:00Z"));

  EXPECT_EQ(w.outbox().size(), before);
  EXPECT_TRUE(occupations(w, ada.id).empty());
}

}  // namespace
}  // namespace rehearse::test
