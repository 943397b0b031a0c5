#include "scheduler/use_cases/over_limit.hpp"

#include "scheduler/storage/limits_table.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/refusals.hpp"

namespace rehearse {
namespace {

struct explained {
  std::string_view reason;
  int count = 1;
  date::days within{0};
};
explained explained_by(limit_reached limit, policy const& rules) {
  switch (limit) {
    case limit_reached::max_open_bookings:
      return {"open_bookings", *rules.max_open_bookings};
    case limit_reached::max_bookings:
      return {"bookings", rules.max_bookings->count, rules.max_bookings->within};
    case limit_reached::overlap:
      return {"overlap"};
  }
  return {};
}

boost::json::object explanation_of(limit_reached limit, policy const& rules, candidate_details const& candidate) {
  auto const why = explained_by(limit, rules);
  return {{"reason", why.reason},
          {"count", why.count},
          {"within_days", static_cast<std::int64_t>(why.within.count())},
          {"name", candidate.name},
          {"locale", candidate.locale},
          {"zone", candidate.zone}};
}

}  // namespace

refusal over_limit(store& s, limit_reached limit, policy const& rules, candidate_details const& candidate,
                   instant now) {
  if (storage::may_explain_limit(s.db(), candidate.email, now)) {
    tell_address(s, {mail_kind::limit_explained, candidate.email, explanation_of(limit, rules, candidate)}, now);
  }
  auto refusal = refused(errc::booking_limit,
                         "No more interviews can be booked with this address for now. The reason, and how to reach a "
                         "person, was sent to it by mail.");
  refusal.keeps_writes = true;
  return refusal;
}

}  // namespace rehearse
