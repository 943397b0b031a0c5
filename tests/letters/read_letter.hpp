// How the tests read a letter: the sample's times as they stand in it, and its text with wrapped lines put together.
#pragma once

#include "tests/letters/samples.hpp"

#include <string>
#include <string_view>

namespace rehearse {

inline constexpr auto in_kolkata = "Tuesday 24 November 2026, 19:00–20:00 (UTC+05:30, Asia/Kolkata)";
inline constexpr auto in_new_york = "Tuesday 24 November 2026, 08:30–09:30 (UTC−05:00, America/New_York)";

inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

// Wrapped lines put together again.
inline std::string unwrapped(std::string text) {
  std::string joined;
  for (char const c : text) {
    if (c != '\n' && c != ' ') joined += c;
    if ((c == '\n' || c == ' ') && !joined.ends_with(' ')) joined += ' ';
  }
  return joined;
}

}  // namespace rehearse
