#include "scheduler/rules/link_token.hpp"

#include <array>
#include <set>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr std::array<unsigned char, 32> key{1, 2, 3};
constexpr std::array<unsigned char, 32> other_key{1, 2, 4};

TEST(LinkToken, IsTheRowWithoutItsPrefixAndAKeyedHash) {
  auto const token = link_token(key, {token_purpose::manage, "bk_7k2m", 0});

  EXPECT_EQ(token.substr(0, 5), "7k2m.");
  EXPECT_EQ(token.size(), 5 + 43u);
  EXPECT_EQ(token.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", 5),
            std::string::npos);
}

TEST(LinkToken, IsTheSameWheneverItIsMade) {
  token_subject const subject{token_purpose::manage, "bk_7k2m", 3};

  EXPECT_EQ(link_token(key, subject), link_token(key, subject));
  EXPECT_TRUE(is_token_of(key, subject, link_token(key, subject)));
}

// Known answer: computed once by Python's hashlib.blake2b over the framing written in link_token.cpp. It keeps links in
// mails that were sent alive.
TEST(LinkToken, DoesNotChangeFromReleaseToRelease) {
  EXPECT_EQ(link_token(key, {token_purpose::manage, "bk_7k2m", 3}), "7k2m.YjVolLyb_lDNSpw1UyZvSM63er_g4pf63gpIHJT1m78");
}

TEST(LinkToken, OfAnotherPurposeRowGenerationOrSecretIsNotTaken) {
  token_subject const subject{token_purpose::confirm_address, "bk_7k2m", 1};
  auto const token = link_token(key, subject);

  EXPECT_FALSE(is_token_of(key, {token_purpose::change_address, "bk_7k2m", 1}, token));
  EXPECT_FALSE(is_token_of(key, {token_purpose::confirm_address, "bk_7k2n", 1}, token));
  EXPECT_FALSE(is_token_of(key, {token_purpose::confirm_address, "bk_7k2m", 2}, token));
  EXPECT_FALSE(is_token_of(other_key, subject, token));
}

TEST(LinkToken, ThatIsCutOrLengthenedOrChangedIsNotTaken) {
  token_subject const subject{token_purpose::manage, "bk_7k2m", 0};
  auto const token = link_token(key, subject);

  EXPECT_FALSE(is_token_of(key, subject, ""));
  EXPECT_FALSE(is_token_of(key, subject, token + "A"));
  EXPECT_FALSE(is_token_of(key, subject, token.substr(0, token.size() - 1)));
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto changed = token;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(is_token_of(key, subject, changed)) << i;
  }
}

TEST(LinkToken, HashesPurposeAndRowSoThatNoTwoSubjectsMeet) {
  std::set<std::string> hashes;
  for (auto const purpose : {token_purpose::manage, token_purpose::confirm_address, token_purpose::change_address}) {
    for (auto const* row : {"bk_a", "bk_ab", "bk_b"}) {
      for (int generation = 0; generation < 300; generation += 50) {
        auto const token = link_token(key, {purpose, row, generation});
        hashes.insert(token.substr(token.find('.') + 1));
      }
    }
  }

  EXPECT_EQ(hashes.size(), 3u * 3u * 6u);
}

TEST(LinkToken, NamesItsRowWithThePrefixOfItsPurpose) {
  auto const token = link_token(key, {token_purpose::sign_in, "in_7k2m", 0});

  EXPECT_EQ(row_of_token(token_purpose::sign_in, token), "in_7k2m");
  EXPECT_EQ(row_of_token(token_purpose::manage, token), "bk_7k2m");
  EXPECT_EQ(row_of_token(token_purpose::feed, token), "vol_7k2m");
}

TEST(LinkToken, WhateverIsNoTokenNamesNoRow) {
  std::string const hash(43, 'A');

  EXPECT_EQ(row_of_token(token_purpose::manage, ""), std::nullopt);
  EXPECT_EQ(row_of_token(token_purpose::manage, "7k2m"), std::nullopt);
  EXPECT_EQ(row_of_token(token_purpose::manage, "." + hash), std::nullopt);
  EXPECT_EQ(row_of_token(token_purpose::manage, "7k2m." + hash + "A"), std::nullopt);
  EXPECT_EQ(row_of_token(token_purpose::manage, "7K2M." + hash), std::nullopt);
  EXPECT_EQ(row_of_token(token_purpose::manage, "../etc." + hash), std::nullopt);
  EXPECT_EQ(row_of_token(token_purpose::manage, std::string(65, 'a') + "." + hash), std::nullopt);
}

}  // namespace
}  // namespace rehearse
