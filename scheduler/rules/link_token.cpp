#include "scheduler/rules/link_token.hpp"

#include "scheduler/rules/ids.hpp"

#include <array>
#include <cstdint>

#include <sodium.h>

namespace rehearse {
namespace {

constexpr std::size_t hash_bytes = 32;
constexpr std::size_t hash_characters = 43;  // 32 bytes in base64url without padding

using hash = std::array<unsigned char, hash_bytes>;

// Part of what is hashed: never renamed, or every link in every mail dies.
std::string_view name_of(token_purpose purpose) {
  switch (purpose) {
    case token_purpose::manage:
      return "manage";
    case token_purpose::sign_in:
      return "sign_in";
    case token_purpose::confirm_address:
      return "confirm_address";
    case token_purpose::change_address:
      return "change_address";
    case token_purpose::feed:
      return "feed";
  }
  return {};
}

std::string_view prefix_of(token_purpose purpose) {
  switch (purpose) {
    case token_purpose::sign_in:
      return sign_in_id::prefix();
    case token_purpose::feed:
      return volunteer_id::prefix();
    default:
      return booking_id::prefix();
  }
}

// Each part stands behind its length, so that no two subjects give the same bytes.
void add_number(std::string& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>((number >> shift) & 0xff));
}

void add_text(std::string& bytes, std::string_view text) {
  add_number(bytes, text.size());
  bytes += text;
}

hash hash_of(secret_key key, token_subject const& subject) {
  std::string bytes;
  add_text(bytes, name_of(subject.purpose));
  add_text(bytes, subject.row);
  add_number(bytes, static_cast<std::uint64_t>(subject.generation));
  hash out;
  crypto_generichash(out.data(), out.size(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(),
                     key.data(), key.size());
  return out;
}

std::string base64url(hash const& bytes) {
  std::array<char, hash_characters + 1> text;
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return {text.data(), hash_characters};
}

bool is_of_an_id(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string link_token(secret_key key, token_subject const& subject) {
  auto const prefix = prefix_of(subject.purpose);
  std::string_view row = subject.row;
  if (row.starts_with(prefix)) row.remove_prefix(prefix.size());
  return std::string(row) + '.' + base64url(hash_of(key, subject));
}

std::optional<std::string> row_of_token(token_purpose purpose, std::string_view token) {
  auto const dot = token.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot > 64) return std::nullopt;
  if (token.size() != dot + 1 + hash_characters) return std::nullopt;
  auto const row = token.substr(0, dot);
  for (char const c : row) {
    if (!is_of_an_id(c)) return std::nullopt;
  }
  return std::string(prefix_of(purpose)) + std::string(row);
}

bool is_token_of(secret_key key, token_subject const& subject, std::string_view token) {
  auto const expected = link_token(key, subject);
  // The length is no secret: it is the same for every token of a kind.
  return token.size() == expected.size() && sodium_memcmp(token.data(), expected.data(), expected.size()) == 0;
}

}  // namespace rehearse
