// Whether a mail about a booking still has something true and useful to say when it leaves (contract 8): one function
// decides. Pure.
#pragma once

#include "scheduler/rules/mail.hpp"

#include <optional>
#include <span>
#include <string>

namespace rehearse {

// Why it need not leave, in a few words; none: send it. `others` are those about that booking that have not
// left.
std::optional<std::string> reason_to_drop(mail const& m, booking const& b, std::span<mail const> others, instant now);

}  // namespace rehearse
