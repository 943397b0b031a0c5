#include "tests/storage/query_plans.hpp"

#include "tests/storage/samples.hpp"

namespace rehearse::storage::test {
namespace {

class QueryPlans : public table {};

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
