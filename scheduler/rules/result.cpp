#include "scheduler/rules/result.hpp"

#include <algorithm>
#include <stdexcept>

namespace rehearse {
namespace {

// People read these: rules may say "must be a slug", what leaves is "Must be a slug."
std::string as_sentence(std::string text) {
  if (text.empty()) return text;
  if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  if (text.back() != '.' && text.back() != '?' && text.back() != '!') text += '.';
  return text;
}

// "/overrides/3" of "/overrides/3/windows/0/to", for an item of a list; else the pointer as it is.
std::string_view item_of(std::string_view pointer) {
  auto const second = pointer.find('/', 1);
  if (second == pointer.npos) return pointer;
  auto const end = std::min(pointer.find('/', second + 1), pointer.size());
  auto const index = pointer.substr(second + 1, end - second - 1);
  bool const is_index = std::ranges::all_of(index, [](char c) { return c >= '0' && c <= '9'; });
  return is_index ? pointer.substr(0, end) : pointer;
}

// Whether `inner` is at `outer` or inside it.
bool lies_in(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

bool about_the_same(field_error const& a, field_error const& b) {
  auto const left = item_of(a.pointer);
  auto const right = item_of(b.pointer);
  return lies_in(left, right) || lies_in(right, left);
}

}  // namespace

void throw_exception_from_error(refusal const& r, boost::source_location const& where) {
  throw std::logic_error("a refusal was asked for its value at " + where.to_string() + ": " + r.detail);
}

refusal invalid(std::string pointer, std::string detail) {
  return invalid({field_error{std::move(pointer), std::move(detail)}});
}

refusal invalid(std::vector<field_error> errors) {
  for (auto& e : errors) e.detail = as_sentence(std::move(e.detail));
  refusal r;
  r.code = errc::invalid;
  r.detail = errors.size() == 1 ? errors.front().detail
                                : std::to_string(errors.size()) + " members of what was sent are not valid.";
  r.errors = std::move(errors);
  return r;
}

void add_further(std::vector<field_error>& known, std::vector<field_error> found) {
  auto const before = static_cast<std::ptrdiff_t>(known.size());
  for (auto& mistake : found) {
    auto const is_said = [&](field_error const& e) { return about_the_same(e, mistake); };
    if (std::none_of(known.begin(), known.begin() + before, is_said)) known.push_back(std::move(mistake));
  }
}

}  // namespace rehearse
