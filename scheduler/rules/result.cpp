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

// Whether `inner` is at `outer` or inside it.
bool lies_in(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

bool about_the_same(field_error const& a, field_error const& b) {
  return lies_in(a.pointer, b.pointer) || lies_in(b.pointer, a.pointer);
}

}  // namespace

void throw_exception_from_error(refusal const& r, boost::source_location const& where) {
  throw std::logic_error("a refusal was asked for its value at " + where.to_string() + ": " + r.detail);
}

refusal refused(errc code, std::string detail) {
  refusal r;
  r.code = code;
  r.detail = std::move(detail);
  return r;
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
