// The one source of chance. `main` makes the system's, tests make a seeded one whose seed they print; no other file
// draws random bytes (an architecture test looks). Any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace rehearse {

class randomness {
 public:
  virtual ~randomness() = default;
  // Fills `bytes` with random bytes, fit for keys and tokens.
  virtual void fill(std::span<std::byte> bytes) = 0;
  // Six random letters: the same a thousand times, then others. For row_id.
  std::string neighbourhood();

 private:
  std::mutex mutex_;
  std::string neighbourhood_;
  int left_ = 0;
};

// libsodium's generator.
class system_randomness final : public randomness {
 public:
  system_randomness();
  void fill(std::span<std::byte> bytes) override;
};

// The same bytes for the same seed. For tests alone: guessable.
class seeded_randomness final : public randomness {
 public:
  explicit seeded_randomness(std::uint64_t seed);
  void fill(std::span<std::byte> bytes) override;

 private:
  std::uint64_t seed_;
  std::atomic<std::uint64_t> drawn_ = 0;
};

// `prefix` followed by 22 characters of base32-like text (110 random bits, lower case letters and digits): "bk_7k2m…".
std::string random_id(randomness& source, std::string_view prefix);

// The same for rows of a table: the first six letters are shared by ids that are made one after the other, the other 80
// bits are random. So new rows are neighbours in every index of ids, however many there are: a booking in a table of a
// million touches a few pages of these and not one for each row.
std::string row_id(randomness& source, std::string_view prefix);

// A number in [0, below), evenly. `below` > 0.
std::uint64_t random_below(randomness& source, std::uint64_t below);

}  // namespace rehearse
