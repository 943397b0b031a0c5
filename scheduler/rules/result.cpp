#include "scheduler/rules/result.hpp"

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

}  // namespace rehearse
