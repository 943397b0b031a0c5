#include "scheduler/rules/booking_rules.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr auto quiet_time_until_completed = date::days{7};
constexpr auto correction_time = date::days{14};

refusal wrong_state(booking const& b, instant now) {
  return refused(errc::wrong_state, "This booking is " + std::string(name_of(state_by_now(b, now))) + ".");
}

bool is_open_at(booking const& b, instant now) {
  return is_open(state_by_now(b, now));
}

// What is known of one side: the organizer's word, else what all who spoke of it say alike.
std::optional<presence> presence_of(booking const& b, std::optional<presence> presence_report::*side) {
  std::optional<presence> known;
  bool disputed = false;
  for (auto const& report : b.presence_reports) {
    auto const& said = report.*side;
    if (!said) continue;
    if (report.by == party::organizer || report.by == party::system) return said;
    disputed = disputed || (known && *known != *said);
    known = said;
  }
  return disputed ? std::nullopt : known;
}

bool both_came(booking const& b) {
  return presence_of(b, &presence_report::candidate) == presence::came &&
         presence_of(b, &presence_report::volunteer) == presence::came;
}

booking_state state_of_confirmed(booking const& b, instant now) {
  if (both_came(b)) return booking_state::completed;
  bool const was_quiet = b.presence_reports.empty() && now >= b.end + quiet_time_until_completed;
  return was_quiet ? booking_state::completed : booking_state::confirmed;
}

}  // namespace

bool is_open(booking_state s) {
  return s == booking_state::pending || s == booking_state::confirmed;
}

instant agreed_at(booking const& b) {
  auto latest = b.made_at;
  for (auto const& line : b.history)
    if (line.what == "confirmed" || line.what == "rescheduled") latest = std::max(latest, line.at);
  return latest;
}

instant cancel_until(booking const& b) {
  return b.start - b.rules.cancel_until;
}

instant reschedule_until(booking const& b) {
  return b.start - b.rules.reschedule_until;
}

bool would_be_late(booking const& b, instant now) {
  return now > cancel_until(b);
}

result<void> may_cancel(booking const& b, instant now) {
  auto const state = state_by_now(b, now);
  if (state == booking_state::cancelled || state == booking_state::expired) return wrong_state(b, now);
  if (now >= b.start)
    return refused(errc::already_started, "The interview has started: it cannot be cancelled any more.");
  if (!is_open(state)) return wrong_state(b, now);
  return {};
}

result<void> may_reschedule(booking const& b, party by, instant now) {
  if (by == party::volunteer) {
    return refused(errc::propose_instead, "A volunteer does not move an interview, but proposes other times for it.");
  }
  auto const state = state_by_now(b, now);
  if (state == booking_state::pending) {
    return refused(errc::wrong_state, "The address is not confirmed yet: the booking can be moved once it is.");
  }
  if (!is_open(state)) return wrong_state(b, now);
  if (now >= b.start) return refused(errc::already_started, "The interview has started: it cannot be moved any more.");
  if (by != party::candidate) return {};
  if (now > reschedule_until(b)) {
    return refused(errc::reschedule_too_late, "It is too late to move this interview; it can still be cancelled.");
  }
  if (b.reschedules >= b.rules.max_reschedules) {
    return refused(errc::reschedule_limit,
                   "This interview was moved as often as it may be; it can still be cancelled.");
  }
  return {};
}

result<void> may_confirm_attendance(booking const& b, instant now) {
  if (state_by_now(b, now) != booking_state::confirmed) return wrong_state(b, now);
  if (now >= b.start) return refused(errc::already_started, "The interview has started.");
  return {};
}

result<void> may_tell_running_late(booking const& b, instant now) {
  if (state_by_now(b, now) != booking_state::confirmed) return wrong_state(b, now);
  if (now < b.start - hours{2}) {
    return refused(errc::too_early,
                   "Running late can be told from two hours before the start; until then, reschedule.");
  }
  if (now >= b.end) return refused(errc::wrong_state, "The interview is over.");
  return {};
}

instant report_until(booking const& b) {
  return b.end + correction_time;
}

result<void> may_report_presence(booking const& b, instant now) {
  auto const state = state_by_now(b, now);
  if (state == booking_state::pending || state == booking_state::cancelled || state == booking_state::expired) {
    return wrong_state(b, now);
  }
  if (now < b.start + minutes{10}) {
    return refused(errc::too_early, "Who came can be reported from ten minutes after the start.");
  }
  if (now >= report_until(b)) {
    return refused(errc::wrong_state, "Who came can be reported and corrected until 14 days after the end.");
  }
  return {};
}

result<void> may_change(booking const& b, instant now) {
  if (!is_open_at(b, now)) return wrong_state(b, now);
  return {};
}

result<void> may_change_place(booking const& b, instant now) {
  if (!is_open_at(b, now)) return wrong_state(b, now);
  if (now >= b.end) return refused(errc::wrong_state, "The interview is over.");
  return {};
}

booking_state state_by_now(booking const& b, instant now) {
  switch (b.state) {
    case booking_state::pending:
      return b.held_until && now >= *b.held_until ? booking_state::expired : booking_state::pending;
    case booking_state::confirmed:
      return state_of_confirmed(b, now);
    default:
      return b.state;
  }
}

}  // namespace rehearse
