// Every way in which a request can be refused: one table from errc (and from what HTTP itself refuses) to status, code
// and title, with a sentence for the page at /problems/CODE. Immutable; any thread.
#pragma once

#include "scheduler/rules/result.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace rehearse {

struct problem_kind {
  std::optional<errc> refusal;  // none: HTTP's own
  int status;
  std::string_view code;
  std::string_view title;
  std::string_view meaning;  // what happened and what to do, for the page
};

std::span<problem_kind const> all_problem_kinds();
problem_kind const& kind_of(errc code);
// The one for an answer that the HTTP server itself gives.
problem_kind const& kind_of_status(int status);

}  // namespace rehearse
