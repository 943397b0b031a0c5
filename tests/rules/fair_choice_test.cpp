#include "scheduler/rules/fair_choice.hpp"

#include <array>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr instant day(int n) {
  return instant{date::days{n}};
}

TEST(FairChoice, TakesTheOneWithTheFewestInterviewsAround) {
  std::array const contenders{contender{{"vol_a"}, 3, std::nullopt}, contender{{"vol_b"}, 1, day(100)},
                              contender{{"vol_c"}, 2, day(1)}};

  EXPECT_EQ(fairest(contenders), 1u);
}

TEST(FairChoice, TakesTheOneIdleLongestAmongEquals) {
  std::array const contenders{contender{{"vol_a"}, 1, day(30)}, contender{{"vol_b"}, 1, day(10)},
                              contender{{"vol_c"}, 1, day(20)}};

  EXPECT_EQ(fairest(contenders), 1u);
}

TEST(FairChoice, TakesOneWhoNeverGaveAnInterviewBeforeAnybodyIdle) {
  std::array const contenders{contender{{"vol_a"}, 0, day(-4000)}, contender{{"vol_b"}, 0, std::nullopt}};

  EXPECT_EQ(fairest(contenders), 1u);
}

TEST(FairChoice, IsStableAmongEquals) {
  std::array const contenders{contender{{"vol_b"}, 1, day(1)}, contender{{"vol_a"}, 1, day(1)}};
  std::array const turned{contenders[1], contenders[0]};

  EXPECT_EQ(contenders[fairest(contenders)].id.text, "vol_a");
  EXPECT_EQ(turned[fairest(turned)].id.text, "vol_a");
}

}  // namespace
}  // namespace rehearse
