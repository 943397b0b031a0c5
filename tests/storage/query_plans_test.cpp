#include "tests/storage/query_plans.hpp"

#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/postgres/slot_changes.hpp"
#include "tests/storage/samples.hpp"

#include <algorithm>

namespace rehearse::storage::test {
namespace {

class QueryPlans : public table {};

TEST_F(QueryPlans, AScanOfATableThatGrowsIsNoticedOnPostgresql) {
  if (!rehearse::test::on_postgres()) return;
  auto const other = place_->connect();
  other->begin();

  query(*other, "select state from bookings where candidate_zone = $1", "x").step();
  query(*other, "select state from bookings where id = $1", "x").step();
  query(*other, "select id from bookings where candidate_zone = $1 order by id limit 1", "x").step();
  query(*other, "select id from organizers where name = $1", "x").step();

  auto found = scans_in(*other);
  std::ranges::sort(found);
  EXPECT_EQ(found, (std::vector<std::string>{
                       "Index Scan bookings: select id from bookings where candidate_zone = $1 order by id limit 1",
                       "Seq Scan bookings: select state from bookings where candidate_zone = $1"}));
}

// Five times a second, and every second.
TEST_F(QueryPlans, WhatEveryProcessAsksAboutOthersGoesByIndexes) {
  if (!rehearse::test::on_postgres()) return;
  auto const other = place_->connect();
  other->begin();

  auto const moment = moment_now(*other);
  look_at_slot_changes(*other, moment);
  remove_slot_changes(*other, moment);
  absent_owners(*other, "us");

  EXPECT_EQ(scans_in(*other), std::vector<std::string>{});
  other->execute("drop index slot_changes_by_transaction");
  EXPECT_EQ(scans_in(*other).size(), 2u) << "of the look and of the removal";
}

TEST_F(QueryPlans, AScanOfATableThatGrowsIsNoticed) {
  auto const other = sqlite_connection::open(":memory:", access::write);
  other->execute("create table bookings (id text primary key, state text); create table policies (id text)");

  other->prepared("select state from bookings where state = 'x'");
  other->prepared("select state from bookings where id = 'x'");
  other->prepared("select id from policies");

  EXPECT_EQ(scans_in(*other), std::vector<std::string>{"SCAN bookings: select state from bookings where state = 'x'"});
}

}  // namespace
}  // namespace rehearse::storage::test
