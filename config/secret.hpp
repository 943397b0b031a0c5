// The server's secret: 32 random bytes that every token in a mail is derived from. Made once beside a SQLite database,
// or read from `[server] secret_file`. `application` holds it; auth and letters derive from it. It never prints itself
// and wipes its memory. A value; any thread.
#pragma once

#include "config/randomness.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rehearse {

class server_secret {
 public:
  static constexpr std::size_t size = 32;

  explicit server_secret(std::span<std::byte const, size> bytes);
  server_secret(server_secret const&) = default;
  server_secret& operator=(server_secret const&) = default;
  ~server_secret();

  std::span<std::byte const, size> bytes() const { return bytes_; }
  // 32 hexadecimal digits that tell this secret from another and nothing about it; the database remembers them.
  std::string fingerprint() const;
  // All of it, as 64 hexadecimal digits: for the secret's file and for a backup, for nothing else.
  std::string digits() const;

 private:
  std::array<std::byte, size> bytes_;
};

// Reads 64 hexadecimal digits (white space around them does not count) or 32 raw bytes. Throws std::runtime_error, one
// line, when the file cannot be read or holds something else.
server_secret read_secret(std::filesystem::path const& file);

// Of 64 hexadecimal digits; none where they are something else.
std::optional<server_secret> secret_of_digits(std::string_view digits);

// Reads the file, or, where there is none, makes a secret and the file (mode 0600), whole and synced to disk before it
// has its name. Two processes that start at once end up with the same one.
server_secret read_or_make_secret(std::filesystem::path const& file, randomness& source);

// The first line of a file that holds a password, without the line's end. Throws std::runtime_error, one line.
std::string read_password(std::filesystem::path const& file);

// Whether others than owner and group may read the file: a warning is due.
bool readable_by_everybody(std::filesystem::path const& file);

}  // namespace rehearse
