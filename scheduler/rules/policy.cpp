#include "scheduler/rules/policy.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::int64_t month_of_minutes = 43200;

class mistake_list {
 public:
  void within(std::string const& pointer, std::int64_t value, std::int64_t least, std::int64_t most) {
    if (value < least || value > most)
      found.push_back({pointer, "Must be from " + std::to_string(least) + " to " + std::to_string(most) + "."});
  }
  void somebody(std::string const& pointer, sides const& to) {
    if (!to.candidate && !to.volunteer) found.push_back({pointer, "Must name candidate, volunteer or both."});
  }
  void at_most_ten(std::string const& pointer, std::size_t count) {
    if (count > 10) found.push_back({pointer, "Must have at most 10 entries."});
  }

  std::vector<field_error> found;
};

void look_at_reminders(std::vector<reminder_rule> const& rules, mistake_list& mistakes) {
  mistakes.at_most_ten("/reminders", rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto const at = "/reminders/" + std::to_string(i);
    mistakes.within(at + "/minutes_before", rules[i].before.count(), 5, month_of_minutes);
    mistakes.somebody(at + "/to", rules[i].to);
    auto const same = [&](reminder_rule const& other) { return other.before == rules[i].before; };
    if (std::any_of(rules.begin(), rules.begin() + static_cast<std::ptrdiff_t>(i), same))
      mistakes.found.push_back({at + "/minutes_before", "Must differ from that of every other reminder."});
  }
}

void look_at_follow_ups(std::vector<follow_up_rule> const& rules, mistake_list& mistakes) {
  mistakes.at_most_ten("/follow_ups", rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto const at = "/follow_ups/" + std::to_string(i);
    mistakes.within(at + "/minutes_after", rules[i].after.count(), 0, 6 * month_of_minutes);
    mistakes.somebody(at + "/to", rules[i].to);
  }
}

void look_at_limits(policy const& rules, mistake_list& mistakes) {
  if (rules.no_show) {
    mistakes.within("/no_show/limit", rules.no_show->limit, 1, 50);
    mistakes.within("/no_show/within_days", rules.no_show->within.count(), 1, 3650);
    mistakes.within("/no_show/pause_days", rules.no_show->pause.count(), 0, 3650);
  }
  if (rules.max_open_bookings) mistakes.within("/max_open_bookings", *rules.max_open_bookings, 1, 50);
  if (rules.max_bookings) {
    mistakes.within("/max_bookings/count", rules.max_bookings->count, 1, 100);
    mistakes.within("/max_bookings/within_days", rules.max_bookings->within.count(), 1, 3650);
  }
}

}  // namespace

std::vector<field_error> mistakes_in(policy const& rules) {
  mistake_list mistakes;
  if (rules.name.empty()) mistakes.found.push_back({"/name", "Must not be empty."});
  mistakes.within("/hold_minutes", rules.hold.count(), 1, 1440);
  mistakes.within("/cancel_until_minutes", rules.cancel_until.count(), 0, month_of_minutes);
  mistakes.within("/reschedule_until_minutes", rules.reschedule_until.count(), 0, month_of_minutes);
  mistakes.within("/max_reschedules", rules.max_reschedules, 0, 50);
  look_at_reminders(rules.reminders, mistakes);
  if (rules.release_unconfirmed)
    mistakes.within("/release_unconfirmed_minutes", rules.release_unconfirmed->count(), 0, month_of_minutes);
  mistakes.within("/offer_until_minutes", rules.offer_until.count(), 0, month_of_minutes);
  look_at_follow_ups(rules.follow_ups, mistakes);
  look_at_limits(rules, mistakes);
  return mistakes.found;
}

}  // namespace rehearse
