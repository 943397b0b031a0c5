// Secrets that we hand out and keep as hashes alone: API tokens and session cookies. Used by sign_in. Any thread.
#pragma once

#include "config/randomness.hpp"

#include <string>
#include <string_view>

namespace rehearse {

// `prefix` and 32 random bytes as base64url without padding.
std::string new_secret(randomness& chance, std::string_view prefix);
// What is stored of it: BLAKE2b of 32 bytes, in hexadecimal. The secret has 256 random bits, so no salt is needed.
std::string hash_of_secret(std::string_view secret);

}  // namespace rehearse
