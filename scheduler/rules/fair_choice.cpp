#include "scheduler/rules/fair_choice.hpp"

#include <algorithm>
#include <tuple>

namespace rehearse {
namespace {

bool is_fairer(contender const& a, contender const& b) {
  // No interview yet (none) sorts before any: idle longest of all.
  return std::tie(a.interviews_around, a.last_interview, a.id) < std::tie(b.interviews_around, b.last_interview, b.id);
}

}  // namespace

std::size_t fairest(std::span<contender const> contenders) {
  auto const chosen = std::min_element(contenders.begin(), contenders.end(), is_fairer);
  return static_cast<std::size_t>(chosen - contenders.begin());
}

}  // namespace rehearse
