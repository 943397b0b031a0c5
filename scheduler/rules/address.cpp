#include "scheduler/rules/address.hpp"

#include <algorithm>

namespace rehearse {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Parts between dots, none of them empty, each of characters that `fits` likes.
template <class Predicate>
bool is_dotted(std::string_view text, Predicate fits) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != text.npos) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return c == '.' || fits(c); });
}

bool is_atom_character(char c) {
  return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_domain(std::string_view text) {
  return is_dotted(text, [](char c) { return is_alphanumeric(c) || c == '-'; }) && text.front() != '-' &&
         text.back() != '-';
}

}  // namespace

bool is_address(std::string_view text) {
  auto const at = text.find('@');
  if (at == text.npos || at > 64 || text.size() > 254) return false;
  return is_dotted(text.substr(0, at), is_atom_character) && is_domain(text.substr(at + 1));
}

std::string normal_address(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  std::string trimmed(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
  for (char& c : trimmed)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return trimmed;
}

}  // namespace rehearse
