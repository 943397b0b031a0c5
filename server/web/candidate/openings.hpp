// What somebody looks for on the pages for booking, as the query says it, and the slots that fit: of one volunteer or
// of all, a week at a time. Used by the pages for booking. `wanted` is a value; the functions run within a job.
#pragma once

#include "scheduler/use_cases/list_slots.hpp"
#include "server/web/frame/form.hpp"
#include "server/web/frame/page.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

struct wanted {
  slug type;
  std::optional<volunteer_id> volunteer;
  match asked;
  std::optional<time_zone> zone;
  std::optional<local_date> from;  // the first day of the week that is shown
  std::optional<instant> start;
};

// What cannot be read counts as not said: a link that is half broken still leads on.
wanted wanted_of(slug type, form const& said);

struct opening {
  instant start;
  instant end;
  int volunteers = 1;
  std::optional<volunteer_name> only;  // where one alone is free
};

// not_found: no such type or volunteer. from <= start < to.
result<std::vector<opening>> openings(store& s, caller const& who, wanted const& w, instant from, instant to,
                                      instant now);
// The first at or after `from`.
std::optional<opening> opening_after(store& s, caller const& who, wanted const& w, instant from, instant now);

}  // namespace rehearse
