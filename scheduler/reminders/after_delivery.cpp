#include "scheduler/reminders/after_delivery.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr seconds first_pause = 30s;
constexpr seconds longest_pause = 1h;
constexpr seconds pause_after_perhaps = 15min;
// The last reply of an attempt whose end is unknown is DATA's; kept with the row, it tells that the one repeat was
// used.
constexpr int code_of_unknown_end = 354;

// Doubled with each attempt, and up to a fifth longer, so that mails refused together do not come back together.
seconds pause_before(int attempts, randomness& chance) {
  auto const doubled = first_pause * (1L << std::clamp(attempts - 1, 0, 10));
  auto const pause = std::min<seconds>(doubled, longest_pause);
  return pause + seconds(static_cast<long>(random_below(chance, static_cast<std::uint64_t>(pause.count() / 5 + 1))));
}

next_step again(mail const& m, instant due, std::string const& why) {
  if (due > m.useless_after) return {mail_state::failed, {}, why};
  return {mail_state::waiting, due, why};
}

}  // namespace

next_step after_delivery(mail const& m, delivery_report const& report, instant now, randomness& chance) {
  switch (report.outcome) {
    case delivery::sent:
      return {mail_state::sent, {}, report.detail};
    case delivery::refused_for_good:
      if (report.mailbox_full) return again(m, now + pause_before(m.attempts, chance), report.detail);
      return {mail_state::failed, {}, report.detail};
    case delivery::perhaps_sent: {
      bool const repeated = m.smtp_code == code_of_unknown_end;
      auto const due = now + pause_after_perhaps;
      if (repeated || due > m.useless_after) return {mail_state::uncertain, {}, report.detail};
      return {mail_state::waiting, due, report.detail};
    }
    case delivery::refused_for_now:
      break;
  }
  // Trouble of the server's is no fault of this mail: it stands ready for when the trouble ends, and the worker itself
  // slows down.
  int const attempts = report.server_trouble ? 1 : m.attempts;
  return again(m, now + pause_before(attempts, chance), report.detail);
}

}  // namespace rehearse
