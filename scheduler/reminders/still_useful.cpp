#include "scheduler/reminders/still_useful.hpp"

#include "scheduler/reminders/detail.hpp"
#include "scheduler/rules/booking_rules.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// After downtime several reminders may be due at once: only the one nearest to the start still tells something.
bool later_reminder_is_due(mail const& m, std::span<mail const> others, instant now) {
  auto const before = detail_number(m, "minutes_before");
  return std::ranges::any_of(others, [&](mail const& o) {
    bool const open = o.state == mail_state::waiting || o.state == mail_state::leased;
    return o.kind == mail_kind::reminder && o.to == m.to && open && o.due <= now &&
           detail_number(o, "minutes_before") < before;
  });
}

std::optional<std::string> reason_to_drop_reminder(mail const& m, booking const& b, std::span<mail const> others,
                                                   instant now) {
  if (b.state != booking_state::confirmed) return "the booking is " + std::string(name_of(b.state));
  if (m.booking_sequence != b.sequence) return "the booking moved on";
  if (now >= b.start) return "the interview has started";
  if (later_reminder_is_due(m, others, now)) return "a later reminder is due as well";
  return std::nullopt;
}

bool somebody_did_not_come(booking const& b) {
  return std::ranges::any_of(b.presence_reports, [](presence_report const& r) {
    return r.candidate == presence::did_not_come || r.volunteer == presence::did_not_come;
  });
}

std::optional<std::string> unless(bool useful, booking const& b) {
  if (useful) return std::nullopt;
  return "the booking is " + std::string(name_of(b.state));
}

}  // namespace

std::optional<std::string> reason_to_drop(mail const& m, booking const& b, std::span<mail const> others, instant now) {
  switch (m.kind) {
    case mail_kind::reminder:
      return reason_to_drop_reminder(m, b, others, now);
    case mail_kind::booking_confirmation:
    case mail_kind::rescheduled:
    case mail_kind::place_changed:
    case mail_kind::running_late:
      if (is_open(b.state) && m.booking_sequence != b.sequence) return "the booking moved on";
      return unless(b.state == booking_state::confirmed, b);
    case mail_kind::address_confirmation:
      return unless(b.state == booking_state::pending && b.held_until && now < *b.held_until, b);
    case mail_kind::new_address_confirmation:
      return unless(is_open(b.state) && b.new_email == m.recipient, b);
    case mail_kind::cancellation:
      return unless(b.state == booking_state::cancelled, b);
    case mail_kind::follow_up:
      if (is_open(b.state) && m.booking_sequence != b.sequence) return "the booking moved on";
      if (somebody_did_not_come(b)) return "somebody did not come";
      return unless(b.state == booking_state::confirmed || b.state == booking_state::completed, b);
    case mail_kind::undeliverable:
      return unless(is_open(b.state) || b.state == booking_state::cancelled, b);
    default:
      return std::nullopt;
  }
}

}  // namespace rehearse
