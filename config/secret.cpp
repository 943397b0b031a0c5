#include "config/secret.hpp"

#include "config/durable_file.hpp"
#include "config/plain_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <sodium.h>

namespace rehearse {

namespace {

using path = std::filesystem::path;

std::string hex(std::span<std::byte const> bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
  text.pop_back();
  return text;
}

std::string small_file(path const& file) {
  constexpr std::size_t at_most = 4096;
  demand_plain_file(file);
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + ": " + std::generic_category().message(errno));
  std::string text(at_most, '\0');
  in.read(text.data(), at_most);
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad()) throw std::runtime_error(file.string() + ": cannot be read");
  return text;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  auto const first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

}  // namespace

server_secret::server_secret(std::span<std::byte const, size> bytes) {
  std::ranges::copy(bytes, bytes_.begin());
}

server_secret::~server_secret() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::string server_secret::fingerprint() const {
  constexpr std::string_view purpose = "rehearse: fingerprint of the secret";
  std::array<std::byte, 16> digest{};
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                     reinterpret_cast<unsigned char const*>(purpose.data()), purpose.size(),
                     reinterpret_cast<unsigned char const*>(bytes_.data()), bytes_.size());
  return hex(digest);
}

std::string server_secret::digits() const {
  return hex(bytes_);
}

std::optional<server_secret> secret_of_digits(std::string_view digits) {
  std::array<std::byte, server_secret::size> bytes{};
  std::size_t read = 0;
  if (digits.size() != 2 * bytes.size()) return std::nullopt;
  sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), digits.data(), digits.size(), nullptr,
                 &read, nullptr);
  if (read != bytes.size()) return std::nullopt;
  server_secret const secret{std::span<std::byte const, server_secret::size>(bytes)};
  sodium_memzero(bytes.data(), bytes.size());
  return secret;
}

server_secret read_secret(path const& file) {
  std::string text = small_file(file);
  auto secret = text.size() == server_secret::size
                    ? std::optional(server_secret(std::as_bytes(std::span<char const, server_secret::size>(text))))
                    : secret_of_digits(trimmed(text));
  sodium_memzero(text.data(), text.size());
  if (!secret) throw std::runtime_error(file.string() + ": a secret is 64 hexadecimal digits or 32 raw bytes");
  return *secret;
}

server_secret read_or_make_secret(path const& file, randomness& source) {
  if (!std::filesystem::exists(file)) {
    std::array<std::byte, server_secret::size> bytes{};
    source.fill(bytes);
    write_new_file(file, hex(bytes) + "\n", source);
    sodium_memzero(bytes.data(), bytes.size());
  }
  return read_secret(file);
}

std::string read_password(path const& file) {
  std::string text = small_file(file);
  text.resize(std::min(text.find_first_of("\r\n"), text.size()));
  if (text.empty()) throw std::runtime_error(file.string() + ": holds no password");
  return text;
}

bool readable_by_everybody(path const& file) {
  std::error_code gone;
  auto const mode = std::filesystem::status(file, gone).permissions();
  return !gone && (mode & std::filesystem::perms::others_read) != std::filesystem::perms::none;
}

}  // namespace rehearse
