// Two interviews of one volunteer cannot overlap, whatever the code above does: the schema refuses.
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "tests/storage/samples.hpp"

#include <map>

namespace rehearse::storage::test {
namespace {

class Occupations : public table {
 protected:
  Occupations() : ada_(add_volunteer()), booked_(add_booking(ada_)) {}

  occupation at(instant start) { return some_occupation(d_, booked_.id, start); }
  std::string raw_insert(std::string const& id, std::int64_t from, std::int64_t to, std::string const& who = "") {
    return "insert into occupations (id, volunteer_id, booking_id, kind, occupied_from, occupied_to, start_at) values "
           "('" +
           id + "', '" + (who.empty() ? ada_.id.text : who) + "', '" + booked_.id.text + "', 'booking', " +
           std::to_string(from) + ", " + std::to_string(to) + ", " + std::to_string(from) + ")";
  }
  int revision() { return slots_revision_of(*db_, ada_.id).value(); }

  volunteer ada_;
  booking booked_;
};

TEST_F(Occupations, OverlapIsImpossibleByRawSql) {
  db_->execute(raw_insert("a", 10000, 13600));

  EXPECT_THROW(execute_alone(raw_insert("b", 13599, 17000)), overlap_refused);
  EXPECT_THROW(execute_alone(raw_insert("b", 6000, 10001)), overlap_refused);
  EXPECT_THROW(execute_alone(raw_insert("b", 10000, 13600)), overlap_refused);
  EXPECT_THROW(execute_alone(raw_insert("b", 11000, 12000)), overlap_refused);
  EXPECT_THROW(execute_alone(raw_insert("b", 9000, 20000)), overlap_refused);
  EXPECT_NO_THROW(db_->execute(raw_insert("b", 13600, 17000)));
  EXPECT_NO_THROW(db_->execute(raw_insert("c", 6000, 10000)));
  EXPECT_THROW(execute_alone("update occupations set occupied_to = 13601 where id = 'a'"), overlap_refused);
  EXPECT_THROW(execute_alone("update occupations set occupied_from = 9999 where id = 'a'"), overlap_refused);
}

TEST_F(Occupations, NeitherIsItBySqlThatReplaces) {
  if (db_->engine() != engine_kind::sqlite) return;  // which alone knows it
  db_->execute(raw_insert("a", 10000, 13600));

  EXPECT_THROW(db_->execute("insert or replace into occupations select 'z', volunteer_id, booking_id, kind, "
                            "occupied_from, occupied_to, start_at, runs_out_at from occupations where id = 'a'"),
               overlap_refused);
}

TEST_F(Occupations, NeitherIsOneLongerThanTheSearchLooksBack) {
  EXPECT_NO_THROW(db_->execute(raw_insert("longest", 100000, 157600)));
  EXPECT_THROW(execute_alone(raw_insert("b", 157599, 158000)), overlap_refused);
  EXPECT_THROW(execute_alone(raw_insert("too-long", 200000, 257601)), constraint_broken);
}

TEST_F(Occupations, RandomOnesNeverOverlap) {
  std::map<std::int64_t, std::int64_t> kept;
  for (int i = 0; i < 400; ++i) {
    auto o = at(noon + minutes(5 * d_.number(600)));
    o.to = o.from + minutes(10 + d_.number(951));
    bool free = true;
    for (auto const& [from, to] : kept)
      free = free && !(from < o.to.time_since_epoch().count() && to > o.from.time_since_epoch().count());

    EXPECT_EQ(insert(*db_, ada_.id, o), free);

    if (free) kept[o.from.time_since_epoch().count()] = o.to.time_since_epoch().count();
  }
  EXPECT_GT(kept.size(), 2u);
}

TEST_F(Occupations, OfTwoVolunteersMayOverlap) {
  auto const bob = add_volunteer();

  EXPECT_TRUE(insert(*db_, ada_.id, at(noon)));
  EXPECT_TRUE(insert(*db_, bob.id, at(noon)));
}

TEST_F(Occupations, AnythingElseThatIsWrongIsAFault) {
  auto taken = at(noon);
  ASSERT_TRUE(insert(*db_, ada_.id, taken));
  taken.from += 24h;
  taken.start += 24h;
  taken.to += 24h;

  EXPECT_THROW(alone([&] { static_cast<void>(insert(*db_, ada_.id, taken)); }), constraint_broken);  // the id is taken
  EXPECT_THROW(alone([&] { static_cast<void>(insert(*db_, volunteer_id{"vol_nobody"}, at(noon + 48h))); }),
               constraint_broken);
}

TEST_F(Occupations, AreFoundWhereTheyTouchTheRange) {
  auto const o = at(noon);
  ASSERT_TRUE(insert(*db_, ada_.id, o));

  EXPECT_EQ(occupations_of(*db_, ada_.id, o.from, o.to).size(), 1u);
  EXPECT_EQ(occupations_of(*db_, ada_.id, o.to - 1s, o.to + 1h).size(), 1u);
  EXPECT_EQ(occupations_of(*db_, ada_.id, o.to, o.to + 1h).size(), 0u);
  EXPECT_EQ(occupations_of(*db_, ada_.id, o.from - 1h, o.from).size(), 0u);
  auto const found = occupations_of(*db_, ada_.id, o.from - 1h, o.to).at(0);
  EXPECT_EQ(found.id, o.id);
  EXPECT_EQ(found.start, o.start);
  EXPECT_EQ(found.runs_out, std::nullopt);
}

TEST_F(Occupations, OfThePoolComeInOneQueryAndOfActiveVolunteersAlone) {
  auto paused = add_volunteer();
  ASSERT_TRUE(insert(*db_, ada_.id, at(noon)));
  ASSERT_TRUE(insert(*db_, ada_.id, at(noon + 3h)));
  ASSERT_TRUE(insert(*db_, paused.id, at(noon)));
  paused.status = volunteer_status::paused;
  update(*db_, paused);

  auto const found = occupations_of_active(*db_, noon, noon + 24h);

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.at(ada_.id).size(), 2u);
}

TEST_F(Occupations, AHoldThatRanOutStandsInTheWayUntilItIsRemoved) {
  auto hold = at(noon);
  hold.kind = occupation_kind::hold;
  hold.runs_out = noon - 1h;
  ASSERT_TRUE(insert(*db_, ada_.id, hold));
  ASSERT_FALSE(insert(*db_, ada_.id, at(noon)));

  EXPECT_TRUE(run_out_holds(*db_, ada_.id, noon - 61min).empty());
  EXPECT_EQ(run_out_holds(*db_, ada_.id, noon - 60min), std::vector{booked_.id});
  remove_occupations_of(*db_, booked_.id);

  EXPECT_TRUE(insert(*db_, ada_.id, at(noon)));
}

TEST_F(Occupations, AHoldThatBecomesABookingNoLongerRunsOut) {
  auto hold = at(noon);
  hold.kind = occupation_kind::hold;
  hold.runs_out = noon;
  ASSERT_TRUE(insert(*db_, ada_.id, hold));

  keep_occupation_of(*db_, booked_.id);

  EXPECT_TRUE(run_out_holds(*db_, ada_.id, noon + 24h).empty());
  EXPECT_EQ(occupations_of(*db_, ada_.id, noon, noon + 1h).at(0).kind, occupation_kind::booking);
}

TEST_F(Occupations, EveryChangeRaisesTheSlotsRevision) {
  int const before = revision();
  auto hold = at(noon);
  hold.runs_out = noon;
  ASSERT_TRUE(insert(*db_, ada_.id, hold));
  EXPECT_EQ(revision(), before + 1);
  ASSERT_FALSE(insert(*db_, ada_.id, at(noon)));
  EXPECT_EQ(revision(), before + 1);
  EXPECT_EQ(remove_occupations_of(*db_, booked_.id), 1);
  EXPECT_EQ(revision(), before + 2);
  ASSERT_TRUE(insert(*db_, ada_.id, at(noon)));
  EXPECT_EQ(remove_occupations_of(*db_, booked_.id), 1);
  EXPECT_EQ(revision(), before + 4);

  ada_.status = volunteer_status::paused;
  update(*db_, ada_);
  EXPECT_EQ(revision(), before + 5);
  ada_.bio = "a new one";
  update(*db_, ada_);
  EXPECT_EQ(revision(), before + 5);
  published_availability hours;
  hours.hours.zone = "Europe/Paris";
  publish(*db_, ada_.id, hours);
  EXPECT_EQ(revision(), before + 6);
}

}  // namespace
}  // namespace rehearse::storage::test
