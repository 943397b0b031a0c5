#include "scheduler/rules/candidate_limits.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr instant day(int n) {
  return instant{date::days{20000 + n}};
}

candidate_booking on_day(int n) {
  return {{}, day(n), day(n) + 1h, day(0)};
}

policy limited_to(std::optional<int> open, std::optional<booking_quota> quota) {
  policy p;
  p.max_open_bookings = open;
  p.max_bookings = quota;
  return p;
}

TEST(CandidateLimits, AllowAsManyOpenBookingsAsThePolicySays) {
  auto const rules = limited_to(2, std::nullopt);
  std::vector<candidate_booking> const one{on_day(3)};
  std::vector<candidate_booking> const two{on_day(3), on_day(4)};

  EXPECT_EQ(limit_broken_by(rules, one, day(5), day(0)), std::nullopt);
  EXPECT_EQ(limit_broken_by(rules, two, day(5), day(0)), limit_reached::max_open_bookings);
}

TEST(CandidateLimits, SeeWhatOverlapsByASecondAndNotWhatTouches) {
  std::vector<candidate_booking> const theirs{on_day(3)};

  EXPECT_TRUE(overlaps(theirs, day(3) - 1h, day(3) + 1s));
  EXPECT_TRUE(overlaps(theirs, day(3) + 59min, day(3) + 2h));

  EXPECT_FALSE(overlaps(theirs, day(3) - 1h, day(3)));
  EXPECT_FALSE(overlaps(theirs, day(3) + 1h, day(3) + 2h));
}

TEST(CandidateLimits, CountAnInterviewAsOpenUntilItsEnd) {
  auto const rules = limited_to(1, std::nullopt);
  std::vector<candidate_booking> const theirs{on_day(3)};

  EXPECT_EQ(limit_broken_by(rules, theirs, day(5), day(3) + 59min), limit_reached::max_open_bookings);
  EXPECT_EQ(limit_broken_by(rules, theirs, day(5), day(3) + 60min), std::nullopt);
}

TEST(CandidateLimits, AllowSoManyStartsWithinAnyStretchThatHoldsTheNewOne) {
  auto const rules = limited_to(std::nullopt, booking_quota{2, date::days{7}});
  std::vector<candidate_booking> const theirs{on_day(1), on_day(6)};

  EXPECT_EQ(limit_broken_by(rules, theirs, day(3), day(0)), limit_reached::max_bookings);
  EXPECT_EQ(limit_broken_by(rules, theirs, day(7), day(0)), limit_reached::max_bookings);
  EXPECT_EQ(limit_broken_by(rules, theirs, day(8), day(0)), std::nullopt);
  EXPECT_EQ(limit_broken_by(rules, theirs, day(0), day(0)), limit_reached::max_bookings);
  EXPECT_EQ(limit_broken_by(rules, theirs, day(-1), day(-2)), std::nullopt);
}

TEST(CandidateLimits, CountAStretchWithoutItsLastInstant) {
  auto const rules = limited_to(std::nullopt, booking_quota{1, date::days{7}});
  std::vector<candidate_booking> const theirs{on_day(0)};

  EXPECT_EQ(limit_broken_by(rules, theirs, day(7) - 1s, day(0)), limit_reached::max_bookings);
  EXPECT_EQ(limit_broken_by(rules, theirs, day(7), day(0)), std::nullopt);
}

TEST(CandidateLimits, FullStretchesElsewhereAreNoMatter) {
  auto const rules = limited_to(std::nullopt, booking_quota{2, date::days{7}});
  std::vector<candidate_booking> const theirs{on_day(1), on_day(2), on_day(3)};

  EXPECT_EQ(limit_broken_by(rules, theirs, day(40), day(0)), std::nullopt);
}

TEST(CandidateLimits, OfAPolicyWithoutAnyStopNobody) {
  auto const rules = limited_to(std::nullopt, std::nullopt);
  std::vector<candidate_booking> const theirs(50, on_day(1));

  EXPECT_EQ(limit_broken_by(rules, theirs, day(1), day(0)), std::nullopt);
}

}  // namespace
}  // namespace rehearse
