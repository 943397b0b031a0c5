// Whom a candidate gets who named nobody: the volunteer with the fewest interviews in the last and next 28 days, then
// the one idle longest (contract 6). Pure.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/ids.hpp"

#include <optional>
#include <span>

namespace rehearse {

struct contender {
  volunteer_id id;
  int interviews_around = 0;              // starts in [now − 28 d, now + 28 d), cancelled ones left out
  std::optional<instant> last_interview;  // the latest start before now; none: never
};

// The index of the chosen one; `contenders` is not empty. Equal in both: the smaller id, so that the choice is stable.
std::size_t fairest(std::span<contender const> contenders);

}  // namespace rehearse
