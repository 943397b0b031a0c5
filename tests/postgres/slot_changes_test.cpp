// What one look at the changes finds: all that was committed since the last one, however long it took to be committed.
#include "scheduler/storage/postgres/slot_changes.hpp"

#include "scheduler/storage/interview_types_table.hpp"
#include "tests/postgres/door.hpp"

namespace rehearse::storage::test {
namespace {

class SlotChanges : public testing::Test {
 protected:
  // A transaction that changed somebody and is not committed yet.
  std::unique_ptr<postgres_connection> begun(std::string const& volunteer) {
    auto other = place_.connect();
    other->begin();
    change(*other, volunteer);
    return other;
  }
  static void change(connection& db, std::string const& volunteer) {
    run(db,
        "insert into volunteers (id, name, email, zone, locale, headline, bio, pronouns, spoken, languages, topics, "
        "interview_types, editors, unfamiliar_languages, meeting_url, editor_url, reminders, status, feed_generation, "
        "revision, slots_revision) values ($1, $1, $1, 'UTC', 'en', '', '', '', '[]', '[]', '[]', '[]', '[]', 0, '', "
        "'', 0, 'active', 0, 1, 1) on conflict (id) do update set slots_revision = volunteers.slots_revision + 1",
        volunteer);
  }
  void change(std::string const& volunteer) { change(*place_.connect(), volunteer); }

  // Those whom the next look finds.
  std::vector<std::string> look() {
    auto const found = look_at_slot_changes(*db_, moment_);
    moment_ = found.moment;
    EXPECT_FALSE(found.missed_something);
    std::vector<std::string> names;
    for (auto const& who : found.committed.volunteers) names.push_back(who.text);
    std::ranges::sort(names);
    return names;
  }

  using ids = std::vector<std::string>;
  rehearse::test::postgres_place place_;
  std::unique_ptr<postgres_connection> db_ = place_.connect();
  std::string moment_ = moment_now(*db_);
};

TEST_F(SlotChanges, AreFoundOnceByTheNextLook) {
  change("vol_a");
  change("vol_b");

  EXPECT_EQ(look(), (ids{"vol_a", "vol_b"}));
  EXPECT_EQ(look(), ids{});
}

TEST_F(SlotChanges, ThatAreCommittedLateAreFoundThen) {
  auto const early = begun("vol_early");
  change("vol_late");

  EXPECT_EQ(look(), ids{"vol_late"});
  EXPECT_EQ(look(), ids{});
  early->commit();
  EXPECT_EQ(look(), ids{"vol_early"});
  EXPECT_EQ(look(), ids{});
}

TEST_F(SlotChanges, ThatWereUndoneAreNotFound) {
  auto const undone = begun("vol_a");
  undone->rollback();

  EXPECT_EQ(look(), ids{});
}

// Many transactions that overlap each other, and looks between their steps: each is found by exactly one look.
TEST_F(SlotChanges, OfTransactionsThatOverlapAreEachFoundOnce) {
  seeded_randomness chance(2026);
  std::vector<std::unique_ptr<postgres_connection>> open;
  ids committed, found;
  for (int i = 0; i < 60; ++i) {
    open.push_back(begun("vol_" + std::to_string(1000 + i)));
    committed.push_back("vol_" + std::to_string(1000 + i));
    while (open.size() > random_below(chance, 8)) {
      auto const which = open.begin() + static_cast<std::ptrdiff_t>(random_below(chance, open.size()));
      (*which)->commit();
      open.erase(which);
    }
    if (random_below(chance, 3) == 0) std::ranges::copy(look(), std::back_inserter(found));
  }
  for (auto const& last : open) last->commit();
  std::ranges::copy(look(), std::back_inserter(found));
  std::ranges::sort(found);

  EXPECT_EQ(found, committed);
}

TEST_F(SlotChanges, OfInterviewTypesAreToldOf) {
  auto const other = place_.connect();
  interview_type type;
  type.id = "coding-60";
  insert(*other, type);

  EXPECT_TRUE(look_at_slot_changes(*db_, moment_).committed.interview_types);
}

TEST_F(SlotChanges, ThatWereRemovedBeforeOneLookedAreMissedAloud) {
  change("vol_a");
  auto const later = moment_now(*db_);
  remove_slot_changes(*db_, later);

  EXPECT_TRUE(look_at_slot_changes(*db_, moment_).missed_something);
  EXPECT_FALSE(look_at_slot_changes(*db_, later).missed_something);
}

TEST_F(SlotChanges, ThatAnOpenTransactionMayStillAddAreNotRemoved) {
  auto const open = begun("vol_open");
  change("vol_a");
  remove_slot_changes(*db_, moment_now(*db_));
  open->commit();

  EXPECT_EQ(look(), (ids{"vol_a", "vol_open"}));
}

}  // namespace
}  // namespace rehearse::storage::test
