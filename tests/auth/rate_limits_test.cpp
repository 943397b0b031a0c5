// How often one client may ask: buckets that fill evenly, one for each network.
#include "server/auth/rate_limits.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

instant const noon = date::sys_days(date::year(2026) / 11 / 25) + hours(12);

int taken_at_once(rate_limits& limits, std::string const& who, instant when) {
  int taken = 0;
  while (taken < 1000 && limits.take_request(who, when) == 0s) ++taken;
  return taken;
}

TEST(RateLimits, LetThroughAsManyAsAreAllowedAndSayWhenToComeAgain) {
  rate_limits limits(60, 2);

  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon), 60);
  EXPECT_EQ(limits.take_request("192.0.2.1", noon), 1s);
  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon + 10s), 10);
  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon + 3600s), 60);

  EXPECT_EQ(limits.take_booking("192.0.2.1", noon), 0s);
  EXPECT_EQ(limits.take_booking("192.0.2.1", noon), 0s);
  EXPECT_EQ(limits.take_booking("192.0.2.1", noon), 1800s);
}

TEST(RateLimits, CountEveryClientForItself) {
  rate_limits limits(5, 0);

  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon), 5);
  EXPECT_EQ(taken_at_once(limits, "192.0.2.2", noon), 5);
  EXPECT_EQ(taken_at_once(limits, "2001:db8::1", noon), 5);
}

TEST(RateLimits, CountAnIpv6NetworkAsOneClient) {
  rate_limits limits(5, 0);

  int taken = 0;
  for (int i = 1; i <= 50; ++i)
    taken += limits.take_request("2001:db8:1:2:" + std::to_string(i) + "::9", noon) == 0s ? 1 : 0;

  EXPECT_EQ(taken, 5);
  EXPECT_EQ(taken_at_once(limits, "2001:db8:1:3::9", noon), 5);
}

TEST(RateLimits, CountAMappedAddressAsTheIpv4AddressItIs) {
  rate_limits limits(5, 0);

  EXPECT_EQ(taken_at_once(limits, "::ffff:192.0.2.1", noon), 5);
  EXPECT_NE(limits.take_request("192.0.2.1", noon), 0s);
  EXPECT_EQ(taken_at_once(limits, "::ffff:192.0.2.2", noon), 5);
}

TEST(RateLimits, AreNoneWhereTheyAreZero) {
  rate_limits limits(0, 0);

  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon), 1000);
  EXPECT_EQ(limits.take_booking("192.0.2.1", noon), 0s);
}

TEST(RateLimits, DoNotMindAClockThatIsSetBack) {
  rate_limits limits(5, 0);

  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon), 5);
  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon - 3600s), 0);
  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon + 60s), 5);
}

TEST(RateLimits, ForgetRatherThanGrow) {
  rate_limits limits(1, 0);
  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon), 1);

  // More networks than are remembered, each asking once.
  for (int i = 0; i < 100'001; ++i) {
    auto const text =
        std::to_string(i / 256 / 256) + "." + std::to_string(i / 256 % 256) + "." + std::to_string(i % 256);
    EXPECT_EQ(limits.take_request("10." + text, noon), 0s);
  }

  EXPECT_EQ(taken_at_once(limits, "192.0.2.1", noon), 1);
}

}  // namespace
}  // namespace rehearse
