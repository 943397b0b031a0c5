#include "scheduler/reminders/last_told.hpp"

#include "scheduler/reminders/after_delivery.hpp"
#include "scheduler/reminders/detail.hpp"
#include "scheduler/rules/time_zone.hpp"

namespace rehearse {
namespace {

bool names_the_start(mail_kind kind) {
  using enum mail_kind;
  return kind == booking_confirmation || kind == reminder || kind == rescheduled || kind == place_changed;
}

// Perhaps is enough: a booking that reads like a new one confuses whoever knew of it more than a move confuses others.
bool arrived(mail const& m) {
  return m.state == mail_state::sent || m.state == mail_state::uncertain || perhaps_arrived(m);
}

}  // namespace

std::optional<instant> last_told_start(mail const& move, std::vector<mail> const& all) {
  bool told = false;
  std::optional<instant> start;  // from where the first move since then led away
  for (auto const& m : all) {
    if (m.to != move.to) continue;
    if (names_the_start(m.kind) && arrived(m)) {
      told = true;
      start.reset();
    } else if (m.kind == mail_kind::rescheduled && !start) {
      start = read_instant(detail_text(m, "old_start"));
    }
    if (m.id == move.id) break;
  }
  return told ? start : std::nullopt;
}

}  // namespace rehearse
