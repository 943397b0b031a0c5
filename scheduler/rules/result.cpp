#include "scheduler/rules/result.hpp"

#include <stdexcept>

namespace rehearse {

void throw_exception_from_error(refusal const& r, boost::source_location const& where) {
  throw std::logic_error("a refusal was asked for its value at " + where.to_string() + ": " + r.detail);
}

refusal invalid(std::string pointer, std::string detail) {
  return invalid({field_error{std::move(pointer), std::move(detail)}});
}

refusal invalid(std::vector<field_error> errors) {
  refusal r;
  r.code = errc::invalid;
  r.detail = errors.size() == 1 ? errors.front().detail
                                : std::to_string(errors.size()) + " members of what was sent are not valid.";
  r.errors = std::move(errors);
  return r;
}

}  // namespace rehearse
