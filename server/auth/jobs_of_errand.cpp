#include "server/auth/jobs_of_errand.hpp"

#include "server/auth/idempotency.hpp"

namespace rehearse {
namespace {

bool has_credentials(caller const& who) {
  return !std::holds_alternative<anonymous>(who);
}

result<void> may_use(route const& r, caller const& who) {
  if (r.who == access::everybody) return {};
  if (!has_credentials(who)) return refused(errc::unauthenticated, "This needs a token, and there was none.");
  if (r.who == access::parties || is_organizer(who)) return {};
  if (r.who == access::volunteers && std::holds_alternative<signed_in_volunteer>(who)) return {};
  return refused(errc::forbidden, "Your role may not do this.");
}

// The first thing in every job.
result<caller> admitted(errand const& e, store& s, instant now) {
  auto const who = e.at->table.who(s, e.c, now);
  if (!who) return refused(errc::unauthenticated, "The token is not valid, or not valid any more.");
  auto const may = may_use(*e.way, *who);
  if (!may) return may.error();
  return *who;
}

answer write_once(errand const& e, writing const& w, store& s, caller const& who, instant now) {
  if (auto before = answered_before(s, e.c, who, w, now))
    return *before ? answer(**before) : e.at->table.refuse(e.c, before->error());
  auto given = w.run(s, who, now);
  if (given.response.status < 400) keep_answer(s, e.c, who, w, given.response, now);
  return given;
}

}  // namespace

answer read_answer(errand const& e, job const& run, store& s, instant now) {
  auto const who = admitted(e, s, now);
  if (!who) return e.at->table.refuse(e.c, who.error());
  return run(s, *who, now);
}

answer write_answer(errand const& e, writing const& w, store& s, instant now) {
  auto const who = admitted(e, s, now);
  if (!who) return e.at->table.refuse(e.c, who.error());
  if (auto const& refuse_write = e.at->table.refuse_write)
    if (auto wrong = refuse_write(e.c, *who)) return *std::move(wrong);
  if (e.way->creates) return write_once(e, w, s, *who, now);
  return w.run(s, *who, now);
}

}  // namespace rehearse
