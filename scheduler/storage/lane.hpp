// What the threads of every database share: what a job is given, and how whoever waits is answered. Used by the lanes
// of both engines.
#pragma once

#include "config/randomness.hpp"
#include "scheduler/rules/link_token.hpp"
#include "scheduler/storage/database.hpp"

namespace rehearse {

// What a job is given beside its connection.
struct job_surroundings {
  randomness& chance;
  secret_key secret;
};

// Calls `then`; what it throws is a bug that must not end the database's thread: it is logged.
void answer_now(database::done const& then, std::exception_ptr fault);

}  // namespace rehearse
