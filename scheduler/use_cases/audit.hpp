// The line that every change leaves in the audit: who did what to which rows, ids only (contract 10). Used by use cases
// inside their transactions.
#pragma once

#include "scheduler/rules/caller.hpp"
#include "scheduler/storage/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// `what` is "policy.put", "volunteer.patch", …; `subjects` are texts of ids and slugs, never names or addresses.
void note(store& s, caller const& who, std::string_view what, std::vector<std::string> subjects, instant now);

}  // namespace rehearse
