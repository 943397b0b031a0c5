// Which start of an interview its reader last heard of by mail: several moves may have come and gone before one left.
// Used when a move is composed (compose.cpp). Pure; any thread.
#pragma once

#include "scheduler/rules/mail.hpp"

#include <optional>
#include <vector>

namespace rehearse {

// Of the mail that tells of a move, `all` being the mails about its booking in the order they were written: the start
// that its reader was last told before it. None: no mail that names the start has reached that side.
std::optional<instant> last_told_start(mail const& move, std::vector<mail> const& all);

}  // namespace rehearse
