#include "scheduler/use_cases/manage_booking.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/candidate/manage_call.hpp"

#include <charconv>

namespace rehearse {
namespace {

// Reads the form and the link, then has `act` do it: what every button on the booking's page needs.
template <class Act>
action deed(page_call const& c, Act const& act) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, sent = *sent, act](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    if (!m) return no_such_link(c, who);
    return act(s, *m, sent);
  }};
}

// 1 to 120, as the use case demands; none: something else was typed.
std::optional<minutes> minutes_in(std::string const& text) {
  int value = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return whole && value >= 1 && value <= 120 ? std::optional(minutes{value}) : std::nullopt;
}

answer mail_again(store& s, managed const& m, form sent) {
  auto const mailed = mail_confirmation_again(s, m.holder, m.it.id, m.c.server->mails_per_hour, m.now);
  return after(m, std::move(sent), mailed, "mailed_again");
}

answer say_late(store& s, managed const& m, form sent) {
  auto const late = minutes_in(sent.value("minutes"));
  if (!late) {
    sent.mistake("minutes", m.c.say("How many minutes? Please give a number from 1 to 120."));
    return shown_again(m, sent, 422);
  }
  return after(m, sent, tell_running_late(s, m.holder, m.it.id, *late, m.now), "late");
}

answer say_who_came(store& s, managed const& m, form sent) {
  presence_request const asked{m.it.id, presence_named(sent.value("candidate")),
                               presence_named(sent.value("volunteer"))};
  if (!asked.candidate && !asked.volunteer) {
    sent.mistake("candidate", m.c.say("Please say who came."));
    return shown_again(m, sent, 422);
  }
  return after(m, sent, report_presence(s, m.holder, asked, m.now), "presence");
}

}  // namespace

action attendance_deed(page_call const& c) {
  return deed(c, [](store& s, managed const& m, form const& sent) {
    return after(m, sent, confirm_attendance(s, m.holder, m.it.id, m.now), "attendance");
  });
}

action mail_again_deed(page_call const& c) {
  return deed(c, mail_again);
}

action running_late_deed(page_call const& c) {
  return deed(c, say_late);
}

action presence_deed(page_call const& c) {
  return deed(c, say_who_came);
}

}  // namespace rehearse
