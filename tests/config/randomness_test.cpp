#include "config/randomness.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

TEST(Randomness, OfTheSystemDiffersEachTime) {
  system_randomness source;
  std::set<std::string> ids;

  for (int i = 0; i < 1'000; ++i) ids.insert(random_id(source, "bk_"));

  EXPECT_EQ(ids.size(), 1'000u);
}

TEST(Randomness, WithASeedRepeatsItself) {
  seeded_randomness a(42), b(42), other(43);

  std::string const first = random_id(a, "");
  EXPECT_EQ(first, random_id(b, ""));
  EXPECT_NE(first, random_id(other, ""));
  EXPECT_NE(first, random_id(a, ""));
}

TEST(RandomId, IsItsPrefixAndTwentyTwoLettersAndDigits) {
  system_randomness source;

  std::string const id = random_id(source, "vol_");

  EXPECT_EQ(id.substr(0, 4), "vol_");
  EXPECT_EQ(id.size(), 26u);
  EXPECT_EQ(id.find_first_not_of("abcdefghijkmnpqrstuvwxyz23456789", 4), std::string::npos);
}

TEST(RowId, SharesItsFirstLettersWithAThousandOthersAndNothingElse) {
  system_randomness source;
  std::map<std::string, int> neighbourhoods;
  std::set<std::string> others;

  for (int i = 0; i < 3'000; ++i) {
    auto const id = row_id(source, "bk_");
    ++neighbourhoods[id.substr(0, 9)];
    others.insert(id.substr(9));
  }

  for (auto const& [letters, ids] : neighbourhoods) EXPECT_EQ(ids, 1'000) << letters;
  EXPECT_EQ(neighbourhoods.size(), 3u);
  EXPECT_EQ(others.size(), 3'000u);
}

TEST(RandomBelow, IsEvenAndNeverReachesItsBound) {
  seeded_randomness source(7);
  std::array<int, 6> thrown{};

  for (int i = 0; i < 6'000; ++i) ++thrown.at(random_below(source, 6));

  // Six standard deviations of a fair die around 1000.
  for (int count : thrown) EXPECT_NEAR(count, 1'000, 6 * 29);
  EXPECT_EQ(random_below(source, 1), 0u);
  EXPECT_THROW(random_below(source, 0), std::invalid_argument);
}

}  // namespace
}  // namespace rehearse
