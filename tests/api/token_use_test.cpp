// What `rehearse tokens` says of a token's last use, after requests with it (contract 2).
#include "scheduler/use_cases/sign_in.hpp"
#include "tests/api/client.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

// The writer takes one job after the other: what was queued before this one is done.
std::optional<instant> last_use(world& w) {
  return w.write([](store& s) { return list_api_tokens(s); }).at(0).last_used_at;
}

}  // namespace

TEST(TokenUse, IsNotedOnceAnHourAlsoOfRequestsThatOnlyRead) {
  world w;
  client organizer(w);
  organizer.as_organizer();
  EXPECT_FALSE(last_use(w));

  EXPECT_EQ(organizer.get("/policies").status, 200);
  auto const first = w.now();
  EXPECT_EQ(last_use(w), first);

  w.advance(59min);
  organizer.get("/policies");
  EXPECT_EQ(last_use(w), first);
  w.advance(2min);
  organizer.get("/policies");
  EXPECT_EQ(last_use(w), w.now());
}

TEST(TokenUse, IsNotedOfARequestThatIsRefusedAsWell) {
  world w;
  client organizer(w);
  organizer.as_organizer();

  EXPECT_EQ(organizer.post("/volunteers", "{}").status, 422);
  EXPECT_EQ(last_use(w), w.now());
}

TEST(TokenUse, HarmsNoAnswerWhereItCannotBeNoted) {
  world w;
  client organizer(w);
  organizer.as_organizer();
  w.sql(on_postgres() ? "alter table api_tokens add constraint broken check (last_used_at is null)"
                      : "create trigger broken before update on api_tokens begin select raise(abort, 'broken'); end");

  EXPECT_EQ(organizer.get("/policies").status, 200);
  EXPECT_FALSE(last_use(w));
  EXPECT_EQ(organizer.get("/policies").status, 200);
  if (on_postgres()) w.sql("alter table api_tokens drop constraint broken");
}

}  // namespace rehearse::test
