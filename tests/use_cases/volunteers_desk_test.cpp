#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "tests/support/world.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

volunteer somebody_called(std::string const& name) {
  volunteer v;
  v.name = name;
  v.email = name + "@example.org";
  v.zone = "Europe/Paris";
  return v;
}

result<volunteer> invite(world& w, caller const& who, volunteer const& asked) {
  return w.write([&](store& s) { return invite_volunteer(s, who, asked, w.now()); });
}

result<volunteer> change(world& w, caller const& who, volunteer const& changed, std::optional<int> expected = {}) {
  return w.write([&](store& s) { return change_volunteer(s, who, changed, expected, w.now()); });
}

result<volunteer> read(world& w, caller const& who, volunteer_id const& id) {
  return w.read([&](store& s) { return read_volunteer(s, who, id); });
}

std::vector<std::string> names_seen_by(world& w, caller const& who) {
  auto const page = w.read([&](store& s) { return list_volunteers(s, who, {}); }).value();
  std::vector<std::string> names;
  for (auto const& v : page.items) names.push_back(v.name);
  return names;
}

TEST(InviteVolunteer, MakesAnActiveOneAndWritesTheInvitation) {
  world w;
  auto asked = somebody_called("Ada");
  asked.status = volunteer_status::paused;

  auto const ada = invite(w, organizer(), asked).value();

  EXPECT_EQ(ada.status, volunteer_status::active);
  EXPECT_EQ(ada.email, "ada@example.org");
  auto const mails = w.outbox(mail_kind::invitation);
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].volunteer, ada.id);
  EXPECT_EQ(mails[0].recipient, "ada@example.org");
}

TEST(InviteVolunteer, WritesInTheProgrammesLanguageWhereNoOtherIsNamed) {
  world w;
  auto p = w.read([](store& s) { return read_programme(s); });
  p.locale = "es";
  w.write([&](store& s) { return save_programme(s, organizer(), p, {}, w.now()); }).value();
  auto asked = somebody_called("Ada");
  asked.locale = "";
  auto named = somebody_called("Bob");
  named.locale = "en";

  EXPECT_EQ(invite(w, organizer(), asked).value().locale, "es");
  EXPECT_EQ(invite(w, organizer(), named).value().locale, "en");
}

TEST(InviteVolunteer, RefusesAnAddressThatIsTakenWhateverItsCase) {
  world w;
  ASSERT_TRUE(invite(w, organizer(), somebody_called("ada")));

  auto const again = invite(w, organizer(), somebody_called("ADA"));

  EXPECT_EQ(again.error().code, errc::already_exists);
  EXPECT_EQ(w.outbox().size(), 1u);
}

TEST(InviteVolunteer, NamesEveryMistake) {
  world w;
  auto asked = somebody_called("Ada");
  asked.email = "ada";
  asked.zone = "localtime";
  asked.meeting_url = "javascript:alert(1)";
  asked.interview_types = {"coding-60", "chess"};

  auto const refused = invite(w, organizer(), asked);

  std::vector<std::string> pointers;
  for (auto const& e : refused.error().errors) pointers.push_back(e.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/email", "/zone", "/meeting_url", "/interview_types/1"}));
}

TEST(InviteVolunteer, IsTheOrganizersAlone) {
  world w;
  auto ada = w.volunteer("Ada");

  EXPECT_EQ(invite(w, ada.as(), somebody_called("Bola")).error().code, errc::forbidden);
  EXPECT_EQ(invite(w, anonymous{}, somebody_called("Bola")).error().code, errc::forbidden);
}

TEST(ReadVolunteer, ShowsTheActiveToAllAndTheOthersToThemselvesAndTheOrganizer) {
  world w;
  auto ada = w.volunteer("Ada"), bola = w.volunteer("Bola");
  ada.is([](volunteer& v) { v.status = volunteer_status::paused; });

  EXPECT_EQ(names_seen_by(w, anonymous{}), std::vector<std::string>{"Bola"});
  EXPECT_EQ(names_seen_by(w, organizer()), (std::vector<std::string>{"Ada", "Bola"}));
  EXPECT_EQ(read(w, bola.as(), ada.id).error().code, errc::not_found);
  EXPECT_TRUE(read(w, ada.as(), ada.id));
  EXPECT_TRUE(read(w, anonymous{}, bola.id));
}

TEST(ListVolunteers, GoesPageByPage) {
  world w;
  for (auto const* name : {"Ada", "Bola", "Chen"}) w.volunteer(name);

  auto const first = w.read([](store& s) { return list_volunteers(s, organizer(), {2, ""}); }).value();
  ASSERT_TRUE(first.next);
  auto const second = w.read([&](store& s) { return list_volunteers(s, organizer(), {2, *first.next}); }).value();
  auto const nonsense = w.read([](store& s) { return list_volunteers(s, organizer(), {2, "nonsense!"}); });

  EXPECT_EQ(first.items.size(), 2u);
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_EQ(second.items[0].name, "Chen");
  EXPECT_FALSE(second.next);
  EXPECT_EQ(nonsense.error().code, errc::bad_query);
}

TEST(ChangeVolunteer, LetsAVolunteerEditTheirOwnRecordAndPause) {
  world w;
  auto ada = w.volunteer("Ada");
  auto changed = ada.record();
  changed.bio = "Twenty years of compilers.";
  changed.status = volunteer_status::paused;

  auto const saved = change(w, ada.as(), changed).value();

  EXPECT_EQ(saved.bio, "Twenty years of compilers.");
  EXPECT_EQ(saved.status, volunteer_status::paused);
  EXPECT_EQ(saved.revision, changed.revision + 1);
}

TEST(ChangeVolunteer, LeavesAddressAndLeavingToTheOrganizer) {
  world w;
  auto ada = w.volunteer("Ada");
  auto moved = ada.record(), gone = ada.record();
  moved.email = "ada@elsewhere.example";
  gone.status = volunteer_status::left;

  EXPECT_EQ(change(w, ada.as(), moved).error().code, errc::forbidden);
  EXPECT_EQ(change(w, ada.as(), gone).error().code, errc::forbidden);
  EXPECT_TRUE(change(w, organizer(), gone));
  EXPECT_EQ(ada.record().status, volunteer_status::left);
}

TEST(ChangeVolunteer, IsNotForOthers) {
  world w;
  auto ada = w.volunteer("Ada"), bola = w.volunteer("Bola");

  EXPECT_EQ(change(w, bola.as(), ada.record()).error().code, errc::not_found);
  EXPECT_EQ(change(w, anonymous{}, ada.record()).error().code, errc::not_found);
}

TEST(ChangeVolunteer, RefusesAStaleRevisionAndATakenAddress) {
  world w;
  auto ada = w.volunteer("Ada"), bola = w.volunteer("Bola");
  auto taken = bola.record();
  taken.email = " ADA@example.org ";

  EXPECT_EQ(change(w, organizer(), bola.record(), 7).error().code, errc::precondition_failed);
  EXPECT_EQ(change(w, organizer(), taken).error().code, errc::already_exists);
}

TEST(ChangeVolunteer, LetsNobodyLeaveWithOpenBookings) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));
  auto gone = ada.record();
  gone.status = volunteer_status::left;

  EXPECT_EQ(change(w, organizer(), gone).error().code, errc::open_bookings);
  w.go_to("2026-11-09T10:00:00Z");
  EXPECT_TRUE(change(w, organizer(), gone));
}

TEST(Audit, TellsWhoDidWhatToWhom) {
  world w;
  auto ada = w.volunteer("Ada");
  ASSERT_TRUE(change(w, ada.as(), ada.record()));

  auto const lines = w.read([](store& s) { return list_audit(s, organizer(), {}); }).value().items;

  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines[0].what, "volunteer.patch");
  EXPECT_EQ(lines[0].who, ada.id.text);
  EXPECT_EQ(lines[0].subjects, std::vector{ada.id.text});
  EXPECT_EQ(w.read([&](store& s) { return list_audit(s, ada.as(), {}); }).error().code, errc::forbidden);
}

}  // namespace
}  // namespace rehearse::test
