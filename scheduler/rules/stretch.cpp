#include "scheduler/rules/stretch.hpp"

#include <algorithm>

namespace rehearse {

void merge(std::vector<stretch>& stretches) {
  std::erase_if(stretches, [](stretch const& s) { return s.from >= s.to; });
  if (stretches.size() < 2) return;
  if (!std::ranges::is_sorted(stretches, {}, &stretch::from)) std::ranges::sort(stretches, {}, &stretch::from);
  auto last = stretches.begin();
  for (auto next = last + 1; next != stretches.end(); ++next) {
    if (next->from <= last->to) {
      last->to = std::max(last->to, next->to);
    } else {
      *++last = *next;
    }
  }
  stretches.erase(last + 1, stretches.end());
}

}  // namespace rehearse
