#include "config/secret.hpp"

#include "tests/config/temporary_folder.hpp"

#include <algorithm>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

TEST(ServerSecret, IsMadeOnceAndReadAgain) {
  temporary_folder folder;
  system_randomness source;

  auto const made = read_or_make_secret(folder.path() / "s", source);
  auto const again = read_or_make_secret(folder.path() / "s", source);

  EXPECT_TRUE(std::ranges::equal(made.bytes(), again.bytes()));
  EXPECT_FALSE(std::ranges::all_of(made.bytes(), [](std::byte b) { return b == std::byte{0}; }));
  EXPECT_EQ(std::filesystem::status(folder.path() / "s").permissions(), std::filesystem::perms(0600));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(ServerSecret, IsOneForAllWhoStartAtOnce) {
  temporary_folder folder;
  std::vector<std::string> fingerprints(16);
  {
    std::vector<std::jthread> starters;
    for (auto& mine : fingerprints) {
      starters.emplace_back([&] {
        system_randomness source;
        mine = read_or_make_secret(folder.path() / "s", source).fingerprint();
      });
    }
  }

  EXPECT_EQ(std::ranges::count(fingerprints, fingerprints.front()), 16);
}

TEST(ServerSecret, IsReadAsDigitsOrAsBytesAndNothingElse) {
  temporary_folder folder;
  std::string const digits = std::string(62, '0') + "aF";
  std::string const bytes = std::string(31, '\0') + '\xAF';

  EXPECT_EQ(read_secret(folder.write("a", "\n " + digits + "\r\n")).fingerprint(),
            read_secret(folder.write("b", bytes)).fingerprint());
  EXPECT_THROW(read_secret(folder.write("c", digits + "00")), std::runtime_error);
  EXPECT_THROW(read_secret(folder.write("d", std::string(64, 'g'))), std::runtime_error);
  EXPECT_THROW(read_secret(folder.write("e", "")), std::runtime_error);
  EXPECT_THROW(read_secret(folder.path() / "none"), std::runtime_error);
}

TEST(ServerSecret, HasAFingerprintThatIsNotItself) {
  temporary_folder folder;
  std::string const digits(64, 'a');
  auto const one = read_secret(folder.write("a", digits));
  auto const other = read_secret(folder.write("b", std::string(63, 'a') + 'b'));

  EXPECT_EQ(one.fingerprint().size(), 32u);
  EXPECT_EQ(digits.find(one.fingerprint()), std::string::npos);
  EXPECT_NE(one.fingerprint(), other.fingerprint());
}

TEST(Password, IsTheFirstLineOfItsFile) {
  temporary_folder folder;

  EXPECT_EQ(read_password(folder.write("a", "pass word \r\nsecond\n")), "pass word ");
  EXPECT_EQ(read_password(folder.write("b", "bare")), "bare");
  EXPECT_THROW(read_password(folder.write("c", "\nlater")), std::runtime_error);
  EXPECT_THROW(read_password(folder.path() / "none"), std::runtime_error);
}

}  // namespace
}  // namespace rehearse
