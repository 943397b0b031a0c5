#include "scheduler/use_cases/secrets.hpp"

#include <array>
#include <cstring>

#include <sodium.h>

namespace rehearse {
namespace {

using bytes_of_secret = std::array<unsigned char, 32>;

}  // namespace

std::string new_secret(randomness& chance, std::string_view prefix) {
  bytes_of_secret drawn{};
  chance.fill(std::as_writable_bytes(std::span(drawn)));
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(drawn.size(), variant)> text{};
  sodium_bin2base64(text.data(), text.size(), drawn.data(), drawn.size(), variant);
  sodium_memzero(drawn.data(), drawn.size());
  return std::string(prefix) + text.data();
}

std::string hash_of_secret(std::string_view secret) {
  bytes_of_secret hash{};
  std::string const copy(secret);
  std::array<unsigned char, 1> const nothing{};
  unsigned char const* from =
      copy.empty() ? nothing.data() : static_cast<unsigned char const*>(static_cast<void const*>(copy.data()));
  crypto_generichash(hash.data(), hash.size(), from, copy.size(), nullptr, 0);
  std::array<char, 2 * sizeof(bytes_of_secret) + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return text.data();
}

}  // namespace rehearse
