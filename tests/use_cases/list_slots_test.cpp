#include "scheduler/use_cases/list_slots.hpp"

#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "tests/support/world.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

// A caller, a type and a volunteer in a week of November.
result<volunteer_slots> ask(world& w, caller const& who, volunteer_id const& of, slug const& type = "coding-60") {
  volunteer_slots_request const asked{of, type, at("2026-11-09"), at("2026-11-16")};
  return w.read([&](store& s) { return list_slots(s, who, asked, w.now()); });
}

pool_request pool(std::string_view from = "2026-11-09", std::string_view to = "2026-11-16") {
  return {"coding-60", {}, at(from), at(to), "", 3};
}

std::vector<pool_slot> ask(world& w, pool_request const& asked) {
  return w.read([&](store& s) { return list_pool_slots(s, asked, w.now()); }).value().slots;
}

std::vector<std::string> names_in(pool_slot const& slot) {
  std::vector<std::string> names;
  for (auto const& v : slot.volunteers) names.push_back(v.name);
  return names;
}

using names = std::vector<std::string>;

TEST(ListSlots, LeavesOutWhatIsBooked) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T10:00:00Z"));

  auto const starts = w.starts(ada, "2026-11-09", "2026-11-16");

  EXPECT_EQ(starts, (names{"2026-11-09T09:00:00Z", "2026-11-09T11:00:00Z"}));
}

TEST(ListSlots, IsTheSameForWhoeverAsksAndFromWherever) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 22:30-03:30", "Australia/Lord_Howe");
  auto const booked = w.book(ada, "2026-11-08T12:30:00Z").value();
  auto const expected = w.slots(ada, "2026-11-07", "2026-11-14");
  ASSERT_GT(expected.size(), 20u);

  volunteer_slots_request const asked{ada.id, "coding-60", at("2026-11-07"), at("2026-11-14")};
  for (caller const& who : {caller{candidate_of{booked.id}}, ada.as(), organizer()}) {
    EXPECT_EQ(w.read([&](store& s) { return list_slots(s, who, asked, w.now()); }).value().slots, expected);
  }
  for (auto const* zone : {"", "Asia/Kolkata", "America/New_York", "Pacific/Kiritimati"}) {
    std::vector<slot> pool;
    pool_request const from_there{asked.type, {}, asked.from, asked.to, zone, 3};
    for (auto const& s : w.read([&](store& s) { return list_pool_slots(s, from_there, w.now()); }).value().slots)
      pool.push_back({s.start, s.end});
    EXPECT_EQ(pool, expected) << zone;
  }
}

TEST(ListSlots, KnowsNoUnknownVolunteerAndNoUnknownType) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");

  EXPECT_EQ(ask(w, anonymous{}, {"vol_nobody"}).error().code, errc::not_found);
  EXPECT_EQ(ask(w, anonymous{}, ada.id, "chess").error().code, errc::not_found);
}

TEST(ListSlots, HidesAPausedVolunteerFromAllButThemselvesAndTheOrganizer) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ada.is([](volunteer& v) { v.status = volunteer_status::paused; });

  EXPECT_EQ(ask(w, anonymous{}, ada.id).error().code, errc::not_found);
  EXPECT_TRUE(ask(w, ada.as(), ada.id).value().slots.empty());
  EXPECT_TRUE(ask(w, organizer(), ada.id).value().slots.empty());
}

TEST(ListSlots, OffersNothingOfATypeThatTheVolunteerDoesNotGive) {
  world w;
  w.type("chess", 30min);
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ada.is([](volunteer& v) { v.interview_types = {"coding-60"}; });

  EXPECT_TRUE(ask(w, anonymous{}, ada.id, "chess").value().slots.empty());
  EXPECT_EQ(ask(w, anonymous{}, ada.id).value().slots.size(), 3u);
}

TEST(ListSlots, CountsABookingOfTheSameWeekBeyondTheAskedRange) {
  world w;
  auto hours = open_hours("Mon,Fri 09:00-12:00", "UTC");
  hours.max_per_week = 1;
  auto ada = w.volunteer("Ada").publish(hours);
  ASSERT_TRUE(w.book(ada, "2026-11-13T09:00:00Z"));

  EXPECT_TRUE(w.slots(ada, "2026-11-09", "2026-11-10").empty());
  EXPECT_EQ(w.slots(ada, "2026-11-16", "2026-11-17").size(), 3u);
}

TEST(PoolSlots, ListEachInstantOnceWithEverybodyFreeThen) {
  world w;
  w.volunteer("Ada").open("Mon 09:00-11:00");
  w.volunteer("Bola").open("Mon 10:00-12:00");

  auto const slots = ask(w, pool());

  ASSERT_EQ(slots.size(), 3u);
  EXPECT_EQ(names_in(slots[0]), (names{"Ada"}));
  EXPECT_EQ(names_in(slots[1]), (names{"Ada", "Bola"}));
  EXPECT_EQ(names_in(slots[2]), (names{"Bola"}));
}

TEST(PoolSlots, CountEverybodyButNameThree) {
  world w;
  for (auto const* name : {"Ada", "Bola", "Chen", "Dana"}) w.volunteer(name).open("Mon 09:00-10:00");

  auto const slots = ask(w, pool());

  ASSERT_EQ(slots.size(), 1u);
  EXPECT_EQ(slots[0].volunteer_count, 4);
  EXPECT_EQ(names_in(slots[0]), (names{"Ada", "Bola", "Chen"}));
}

TEST(PoolSlots, NameThoseFirstWhoWelcomeTheZoneByAnyOfItsNames) {
  world w;
  w.volunteer("Ada").open("Mon 09:00-10:00");
  auto hours = open_hours("Mon 09:00-10:00", "UTC");
  hours.welcome_zones = {"Asia/Kolkata"};
  w.volunteer("Zoe").publish(hours);

  auto asked = pool();
  asked.candidate_zone = "Asia/Calcutta";

  EXPECT_EQ(names_in(ask(w, asked).at(0)), (names{"Zoe", "Ada"}));
}

TEST(PoolSlots, FilterByWhatTheCandidateAsks) {
  world w;
  w.volunteer("Ada").open("Mon 09:00-10:00").is([](volunteer& v) { v.topics = {"graphs"}; });
  w.volunteer("Bola").open("Mon 10:00-11:00").is([](volunteer& v) { v.spoken = {"yo"}; });

  auto graphs = pool(), yoruba = pool();
  graphs.asked.topic = "graphs";
  yoruba.asked.spoken = "yo";

  ASSERT_EQ(ask(w, graphs).size(), 1u);
  EXPECT_EQ(names_in(ask(w, graphs)[0]), (names{"Ada"}));
  ASSERT_EQ(ask(w, yoruba).size(), 1u);
  EXPECT_EQ(names_in(ask(w, yoruba)[0]), (names{"Bola"}));
}

TEST(PoolSlots, FilterByALanguageThatSomebodyNames) {
  world w;
  w.volunteer("Ada").open("Mon 09:00-10:00").is([](volunteer& v) { v.languages = {"go"}; });
  w.volunteer("Bob").open("Mon 09:00-10:00");  // takes unfamiliar languages
  pool_request asked{"coding-60", {}, at("2026-11-09"), at("2026-11-10"), "", 3};
  asked.asked.language = "Go";

  auto const found = w.read([&](store& s) { return list_pool_slots(s, asked, w.now()); }).value();

  ASSERT_EQ(found.slots.size(), 1u);
  EXPECT_EQ(found.slots[0].volunteer_count, 1);
  EXPECT_EQ(found.slots[0].volunteers.at(0).name, "Ada");
}

TEST(PoolSlots, LeaveOutWhoIsPausedAndWhatIsBooked) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-11:00");
  w.volunteer("Bola").open("Mon 09:00-11:00").is([](volunteer& v) { v.status = volunteer_status::paused; });
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));

  auto const slots = ask(w, pool());

  ASSERT_EQ(slots.size(), 1u);
  EXPECT_EQ(slots[0].start, at("2026-11-09T10:00:00Z"));
}

TEST(NextOpening, IsTheFirstOfAllVolunteers) {
  world w;
  w.volunteer("Ada").open("Fri 09:00-10:00");
  w.volunteer("Bola").open("Thu 09:00-10:00");

  auto const next = w.read([&](store& s) { return next_opening(s, "coding-60", {}, w.now(), w.now()); }).value();

  ASSERT_TRUE(next);
  EXPECT_EQ(next->start, at("2026-11-05T09:00:00Z"));
  EXPECT_EQ(names_in(*next), (names{"Bola"}));
}

TEST(NextOpening, IsNoneWhereNobodyIsOpen) {
  world w;
  w.volunteer("Ada");

  auto const next = w.read([&](store& s) { return next_opening(s, "coding-60", {}, w.now(), w.now()); });

  EXPECT_FALSE(next.value());
}

slot_explanation explained(world& w, caller const& who, somebody const& of, std::string_view start) {
  explain_slot_request const asked{of.id, "coding-60", at(start)};
  return w.read([&](store& s) { return explain_slot(s, who, asked, w.now()); }).value();
}

TEST(ExplainSlot, TellsWhoHoldsABookingToTheVolunteerAndTheOrganizerAlone) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  auto bola = w.volunteer("Bola");
  ASSERT_TRUE(w.book(ada, "2026-11-09T10:00:00Z"));
  auto const taken = "2026-11-09T10:00:00Z";

  EXPECT_FALSE(explained(w, anonymous{}, ada, taken).rules.offered);
  EXPECT_EQ(explained(w, ada.as(), ada, taken).held_by, "Chidi");
  EXPECT_EQ(explained(w, organizer(), ada, taken).held_by, "Chidi");
  EXPECT_EQ(explained(w, anonymous{}, ada, taken).held_by, std::nullopt);
  EXPECT_EQ(explained(w, bola.as(), ada, taken).held_by, std::nullopt);
}

TEST(ExplainSlot, AgreesWithTheListForEveryStartOfAWeek) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon,Thu 09:00-12:00", "Europe/Paris");
  ASSERT_TRUE(w.book(ada, "2026-11-09T09:00:00Z"));
  auto const listed = w.slots(ada, "2026-11-09", "2026-11-16");

  for (auto start = at("2026-11-09"); start < at("2026-11-16"); start += 30min) {
    bool const is_listed = std::find(listed.begin(), listed.end(), slot{start, start + 60min}) != listed.end();
    EXPECT_EQ(explained(w, anonymous{}, ada, to_text(start)).rules.offered, is_listed) << to_text(start);
  }
}

}  // namespace
}  // namespace rehearse::test
