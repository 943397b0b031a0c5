// Refusals that several use cases speak, each with one wording. Values; any thread.
#pragma once

#include "scheduler/rules/result.hpp"

namespace rehearse {

inline refusal no_such_volunteer() {
  return refused(errc::not_found, "There is no such volunteer.");
}

inline refusal no_such_type() {
  return refused(errc::not_found, "There is no such interview type.");
}

inline refusal organizers_only() {
  return refused(errc::forbidden, "Only an organizer may do this.");
}

inline refusal changed_meanwhile() {
  return refused(errc::precondition_failed, "It was changed meanwhile: read it again, then send your change again.");
}

}  // namespace rehearse
