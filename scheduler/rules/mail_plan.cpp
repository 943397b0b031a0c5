#include "scheduler/rules/mail_plan.hpp"

#include "scheduler/rules/booking_rules.hpp"

#include <algorithm>
#include <functional>
#include <string>

namespace rehearse {
namespace {

constexpr auto last_use_of_a_reminder = minutes{5};
constexpr auto use_of_a_mail = date::days{3};

class plan {
 public:
  plan(booking const& b, instant now) : b_(b), now_(now) {}

  void add(mail_kind kind, sides const& to, instant due, std::string const& detail) {
    if (due < now_) return;
    if (to.candidate) add_one(kind, party::candidate, due, detail);
    if (to.volunteer) add_one(kind, party::volunteer, due, detail);
  }
  std::vector<mail> by_due_time() {
    std::stable_sort(mails_.begin(), mails_.end(), [](mail const& a, mail const& b) { return a.due < b.due; });
    return std::move(mails_);
  }

 private:
  void add_one(mail_kind kind, party to, instant due, std::string const& detail) {
    mail m;
    m.kind = kind;
    m.to = to;
    m.booking = b_.id;
    m.booking_sequence = b_.sequence;
    m.detail = detail;
    m.written_at = now_;
    m.due = due;
    m.useless_after = useless_after(kind, b_, due);
    mails_.push_back(std::move(m));
  }

  booking const& b_;
  instant now_;
  std::vector<mail> mails_;
};

// Numbers and truths alone, so that nothing needs escaping.
std::string detail_of(std::string const& when, minutes value, std::string const& question, bool asks) {
  return "{\"" + when + "\":" + std::to_string(value.count()) + ",\"" + question + "\":" + (asks ? "true}" : "false}");
}

bool comes_in_time(reminder_rule const& rule, booking const& b, instant now) {
  auto const due = b.start - rule.before;
  return due >= now && due <= useless_after(mail_kind::reminder, b, due);
}

}  // namespace

std::vector<reminder_rule> reminders_that_come(booking const& b) {
  auto rules = b.rules.reminders;
  std::erase_if(rules, [&, since = agreed_at(b)](auto const& rule) { return !comes_in_time(rule, b, since); });
  std::ranges::sort(rules, std::greater{}, &reminder_rule::before);
  return rules;
}

std::vector<mail> planned_mails(booking const& b, instant now) {
  plan made(b, now);
  for (auto const& rule : b.rules.reminders) {
    if (!comes_in_time(rule, b, now)) continue;
    made.add(mail_kind::reminder, rule.to, b.start - rule.before,
             detail_of("minutes_before", rule.before, "ask_attendance", rule.ask_attendance));
  }
  for (auto const& rule : b.rules.follow_ups) {
    made.add(mail_kind::follow_up, rule.to, b.end + rule.after,
             detail_of("minutes_after", rule.after, "ask_outcome", rule.ask_outcome));
  }
  return made.by_due_time();
}

instant useless_after(mail_kind kind, booking const& b, instant due) {
  switch (kind) {
    case mail_kind::reminder:
      return b.start - last_use_of_a_reminder;
    case mail_kind::address_confirmation:
      return b.held_until.value_or(b.end);
    case mail_kind::booking_confirmation:
    case mail_kind::rescheduled:
    case mail_kind::place_changed:
    case mail_kind::cancellation:
    case mail_kind::running_late:
    case mail_kind::undeliverable:
      return b.end;
    default:
      return due + use_of_a_mail;
  }
}

}  // namespace rehearse
