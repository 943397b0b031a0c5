// Whether a mail about a booking still has something true and useful to say when it leaves (contract 8): one function
// decides. Pure.
#pragma once

#include "scheduler/rules/mail.hpp"

#include <optional>
#include <span>
#include <string>

namespace rehearse {

// Why it need not leave, in a few words; none: send it. `others` are all mails about that booking.
std::optional<std::string> reason_to_drop(mail const& m, booking const& b, std::span<mail const> others, instant now);

}  // namespace rehearse
