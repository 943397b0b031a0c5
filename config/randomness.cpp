#include "config/randomness.hpp"

#include <array>
#include <cstring>
#include <stdexcept>

#include <sodium.h>

namespace rehearse {

namespace {

// Without letters and digits that are taken for one another: no l, o, 0, 1.
constexpr std::string_view id_letters = "abcdefghijkmnpqrstuvwxyz23456789";
static_assert(id_letters.size() == 32);
constexpr std::size_t id_length = 22;
constexpr std::size_t shared_length = 6;
constexpr int ids_in_a_neighbourhood = 1000;

std::string random_letters(randomness& source, std::size_t length) {
  std::array<std::byte, id_length> bytes{};
  auto const drawn = std::span(bytes).first(length);
  source.fill(drawn);
  std::string letters;
  letters.reserve(length);
  for (std::byte b : drawn) letters += id_letters[std::to_integer<unsigned>(b) % id_letters.size()];
  return letters;
}

}  // namespace

std::string randomness::neighbourhood() {
  std::lock_guard const lock(mutex_);
  if (left_ == 0) {
    neighbourhood_ = random_letters(*this, shared_length);
    left_ = ids_in_a_neighbourhood;
  }
  --left_;
  return neighbourhood_;
}

system_randomness::system_randomness() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of random bytes");
}

void system_randomness::fill(std::span<std::byte> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

seeded_randomness::seeded_randomness(std::uint64_t seed) : seed_(seed) {}

void seeded_randomness::fill(std::span<std::byte> bytes) {
  std::array<unsigned char, randombytes_SEEDBYTES> key{};
  std::uint64_t const words[] = {seed_, drawn_++};
  std::memcpy(key.data(), words, sizeof words);
  randombytes_buf_deterministic(bytes.data(), bytes.size(), key.data());
}

std::string random_id(randomness& source, std::string_view prefix) {
  return std::string(prefix) + random_letters(source, id_length);
}

std::string row_id(randomness& source, std::string_view prefix) {
  return std::string(prefix) + source.neighbourhood() + random_letters(source, id_length - shared_length);
}

std::uint64_t random_below(randomness& source, std::uint64_t below) {
  if (below == 0) throw std::invalid_argument("random_below: nothing lies below 0");
  // The lowest 2^64 mod `below` values would make small numbers likelier: drawn again.
  std::uint64_t const uneven = (0 - below) % below;
  std::uint64_t drawn = 0;
  do {
    source.fill(std::as_writable_bytes(std::span(&drawn, 1)));
  } while (drawn < uneven);
  return drawn % below;
}

}  // namespace rehearse
