#include "scheduler/reminders/after_delivery.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr seconds first_pause = 30s;
constexpr seconds longest_pause = 1h;
constexpr seconds pause_after_perhaps = 15min;
// The last reply of an attempt whose end is unknown is DATA's; kept with the row, it tells that the one repeat is
// used.
constexpr int code_of_unknown_end = 354;

// Doubled with each attempt, and up to a fifth longer, so that mails refused together do not come back together. Never
// more than an eighth of the time that is left: the last chance is not slept through, and a reminder that is refused
// does not hold up the next one for long.
seconds pause_before(int attempts, seconds left, randomness& chance) {
  auto const doubled = std::min<seconds>(first_pause * (1L << std::clamp(attempts - 1, 0, 10)), longest_pause);
  auto const pause = std::max<seconds>(std::min(doubled, left / 8), first_pause);
  return pause + seconds(static_cast<long>(random_below(chance, static_cast<std::uint64_t>(pause.count() / 5 + 1))));
}

next_step again(mail const& m, instant due, std::string const& why) {
  if (due <= m.useless_after) return {mail_state::waiting, due, why, false, std::nullopt};
  return {perhaps_arrived(m) ? mail_state::uncertain : mail_state::failed, {}, why, false, std::nullopt};
}

next_step refused_for_good(mail const& m, delivery_report const& report, instant due) {
  if (report.mailbox_full) return again(m, due, report.detail);
  return {mail_state::failed, {}, report.detail, !report.server_trouble, std::nullopt};
}

next_step perhaps_sent(mail const& m, delivery_report const& report, instant now) {
  auto const due = now + pause_after_perhaps;
  bool const once_more = !perhaps_arrived(m) && due <= m.useless_after;
  if (!once_more) return {mail_state::uncertain, {}, report.detail, false, std::nullopt};
  return {mail_state::waiting, due, report.detail, false, std::nullopt};
}

}  // namespace

bool perhaps_arrived(mail const& m) {
  return m.smtp_code == code_of_unknown_end;
}

next_step given_back(mail const& m) {
  return {mail_state::waiting, m.due, m.answer, false, m.attempts - 1};
}

next_step after_delivery(mail const& m, delivery_report const& report, instant now, randomness& chance) {
  if (report.outcome == delivery::sent) return {mail_state::sent, {}, report.detail, false, std::nullopt};
  if (report.outcome == delivery::perhaps_sent) return perhaps_sent(m, report, now);
  // Trouble of the server's is no fault of this mail: it stands ready for when the trouble ends, and the worker itself
  // slows down.
  int const attempts = report.server_trouble ? 1 : m.attempts;
  auto const due = now + pause_before(attempts, m.useless_after - now, chance);
  if (report.outcome == delivery::refused_for_good) return refused_for_good(m, report, due);
  auto step = again(m, due, report.detail);
  if (report.server_trouble) step.attempts = std::max(1, m.attempts - 1);
  return step;
}

}  // namespace rehearse
