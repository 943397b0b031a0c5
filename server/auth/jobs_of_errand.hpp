// What an errand does on a thread of the database, inside one transaction: who is asking, may they, was it answered
// before, and the endpoint's own job. Each may run more than once (a group of writes, a lost line): what it answers
// counts only once the transaction is over.
#pragma once

#include "server/auth/errand.hpp"

namespace rehearse {

answer read_answer(errand const& e, job const& run, store& s, instant now);
answer write_answer(errand const& e, writing const& w, store& s, instant now);

}  // namespace rehearse
