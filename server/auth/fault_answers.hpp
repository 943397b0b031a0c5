// What is answered when the database did not do what was asked of it. Any thread.
#pragma once

#include "server/auth/errand.hpp"

#include <exception>

namespace rehearse {

// That the database has no room for it, or is away, and that nothing was changed.
refusal not_now();
// The 503 that says so.
http::response overloaded(errand const& e);
// The same, lost in the middle, or a fault of ours, which the log tells. `fault` is not null.
http::response answer_to_fault(errand const& e, std::exception_ptr const& fault);
// Where it has no room or is away: the job that gives a form back with all that was typed. Empty: there is none.
job form_again(errand const& e, std::exception_ptr const& fault);

}  // namespace rehearse
