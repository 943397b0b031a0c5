#include "scheduler/rules/local_path.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::size_t longest_path = 200;

bool is_plain(char ch) {
  bool const letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9');
  return letter || std::string_view("/_.-?=").find(ch) != std::string_view::npos;
}

}  // namespace

bool is_local_path(std::string_view text) {
  return text.starts_with('/') && text.find("//") == text.npos && text.size() <= longest_path &&
         std::ranges::all_of(text, is_plain);
}

}  // namespace rehearse
