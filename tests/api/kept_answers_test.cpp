// Slots are answered from what was written before as long as it is right: it changes with the first answer that tells
// of a change, and to the second where time alone changes it.
#include "server/auth/kept_answers.hpp"

#include "tests/api/client.hpp"
#include "tests/support/scratch_file.hpp"
#include "tests/use_cases/busy_programme.hpp"

#include <map>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

constexpr auto all_week = "type=coding-60&from=2026-11-02&to=2026-11-09&zone=UTC";

class KeptAnswers : public testing::Test {
 protected:
  KeptAnswers() {
    w.policy([](policy& p) {
      p.confirm_email = true;
      p.hold = 45min;
    });
  }

  std::size_t listed() { return listed_at("/volunteers/" + ada.id.text + "/slots?" + all_week); }
  std::size_t in_pool() { return listed_at("/slots?" + std::string(all_week)); }
  std::size_t listed_at(std::string const& target) { return visitor.get(target).body.at("slots").as_array().size(); }

  scratch_file file;
  world w{file.path()};
  somebody ada = w.volunteer("Ada").open("Mon-Fri 12:00-16:00");
  client visitor{w};
};

TEST_F(KeptAnswers, TellOfABookingAsSoonAsItIsAnswered) {
  ASSERT_EQ(listed(), 20U);
  ASSERT_EQ(in_pool(), 20U);

  ASSERT_TRUE(w.book(ada, "2026-11-03T12:00:00Z"));

  EXPECT_EQ(listed(), 19U);
  EXPECT_EQ(in_pool(), 19U);
}

TEST_F(KeptAnswers, TellOfASlotAgainTheSecondItsHoldRunsOut) {
  ASSERT_TRUE(w.book(ada, "2026-11-03T12:00:00Z"));
  w.advance(45min - 1s);
  ASSERT_EQ(listed(), 19U);
  ASSERT_EQ(in_pool(), 19U);

  w.advance(1s);

  EXPECT_EQ(listed(), 20U);
  EXPECT_EQ(in_pool(), 20U);
}

TEST_F(KeptAnswers, LeaveOutASlotTheSecondItIsNearerThanItsNotice) {
  auto hours = open_hours("Mon-Fri 12:00-16:00", "UTC");
  hours.min_notice = 60min;
  ada.publish(hours);
  w.go_to("2026-11-02T11:00:00Z");
  ASSERT_EQ(listed(), 20U);
  ASSERT_EQ(in_pool(), 20U);

  w.advance(1s);

  EXPECT_EQ(listed(), 19U);
  EXPECT_EQ(in_pool(), 19U);
}

TEST_F(KeptAnswers, MoveTheHorizonAtTheVolunteersMidnight) {
  auto hours = open_hours("daily 12:00-13:00", "Asia/Kolkata");
  hours.horizon = date::days{2};
  ada.publish(hours);
  w.go_to("2026-11-02T18:29:59Z");  // in Kolkata midnight is at 18:30
  ASSERT_EQ(listed(), 2U);

  w.advance(1s);

  EXPECT_EQ(listed(), 3U);
}

TEST_F(KeptAnswers, AreTheSameBytesWithTheSameTagUntilThen) {
  auto const target = "/volunteers/" + ada.id.text + "/slots?" + all_week;
  auto const first = visitor.get(target);

  auto const again = visitor.get(target);
  auto const known = visitor.send(http::method::get, target, "", {{"If-None-Match", first.header("ETag")}});

  EXPECT_EQ(again.header("ETag"), first.header("ETag"));
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(known.status, 304);
}

TEST_F(KeptAnswers, AreNobodysWhoShowsAToken) {
  ada.is([](volunteer& v) { v.status = volunteer_status::paused; });
  ASSERT_EQ(visitor.get("/volunteers/" + ada.id.text + "/slots?" + all_week).status, 404);

  auto const own = client(w).as(ada).get("/volunteers/" + ada.id.text + "/slots?" + all_week);
  auto const wrong = client(w).with_token("rht_wrong").get("/slots?" + std::string(all_week));

  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(visitor.get("/volunteers/" + ada.id.text + "/slots?" + all_week).status, 404);
}

std::vector<std::string> everything_asked(busy_programme& programme) {
  auto const now = programme.its_world().now();
  auto const days = "type=coding-60&from=" + to_text(now).substr(0, 10) +
                    "&to=" + to_text(now + 24h * 9).substr(0, 10) + "&zone=Asia/Kolkata";
  std::vector<std::string> all{"/slots?" + days};
  for (auto const& who : programme.people()) all.push_back("/volunteers/" + who.id.text + "/slots?" + days);
  return all;
}

// Whatever changes, and however the time moves: whoever keeps answers is told what one is told who does not.
TEST(KeptAnswersOfABusyProgramme, AreWhatAFreshAnswerWouldBe) {
  busy_programme programme;
  client keeping(programme.its_world()), forgetful(programme.its_world(), 0, 0);
  std::map<std::string, std::string> tags;  // that somebody has, by what was asked
  int same = 0, changed = 0;

  for (int step = 0; step < 150; ++step) {
    programme.live_a_step();
    for (auto const& target : everything_asked(programme)) {
      auto const fresh = forgetful.get(target);
      auto const given = keeping.send(http::method::get, target, "", {{"If-None-Match", tags[target]}});
      bool const is_known = fresh.status == 200 && fresh.header("ETag") == tags[target];
      ++(is_known ? same : changed);
      ASSERT_EQ(given.status, is_known ? 304 : fresh.status) << target << " after step " << step;
      ASSERT_EQ(given.header("ETag"), fresh.header("ETag")) << target << " after step " << step;
      ASSERT_EQ(given.body, is_known ? boost::json::value() : fresh.body) << target << " after step " << step;
      tags[target] = fresh.header("ETag");
    }
  }

  EXPECT_GT(same, 100);
  EXPECT_GT(changed, 100);
}

TEST_F(KeptAnswers, StayWithinTheirBytes) {
  kept_answers few(w.copies(), 4096);
  auto const body = std::make_shared<std::string const>(std::string(1000, 'x'));

  for (int i = 0; i < 100; ++i)
    few.keep("/slots?" + std::to_string(i), std::make_shared<kept_answers::kept const>(
                                                kept_answers::kept{body, "\"h\"", {}, 0, w.now(), w.now() + 1h}));

  EXPECT_LE(few.bytes(), 4096U);
  EXPECT_GT(few.bytes(), 2000U);
}

}  // namespace
}  // namespace rehearse::test
