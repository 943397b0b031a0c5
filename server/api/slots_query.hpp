// The query of a listing of slots: local dates in the viewer's zone become the instants between them (contract 5). Used
// by slots_api. Pure; any thread.
#pragma once

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/use_cases/list_slots.hpp"
#include "server/auth/endpoint.hpp"

#include <optional>

namespace rehearse {

// `from` <= start < `to`, shown in `zone`.
struct slots_view {
  slug type;
  time_zone zone;
  instant from;
  instant to;
};

// Of one volunteer: type, from, to (at most 62 days) and zone, all required. bad_query names the member.
result<slots_view> volunteer_slots_query(call const& c);

struct pool_view {
  slots_view range;
  pool_request asked;
};
// Of all: at most 14 days, filters, or `start` in place of from and to.
result<pool_view> pool_slots_query(call const& c);

// type and start.
struct explain_view {
  slug type;
  instant start;
};
result<explain_view> explain_query(call const& c);

}  // namespace rehearse
