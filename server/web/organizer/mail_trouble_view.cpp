#include "server/web/organizer/mail_trouble_view.hpp"

#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "server/web/volunteer/interview_view.hpp"

namespace rehearse {
namespace {

// An organizer looks, as the table of the site says: what they may read, all of them may.
caller const whoever_organizes = the_system{};

std::string kind_words(words const& language, mail_kind kind) {
  switch (kind) {
    case mail_kind::booking_confirmation:
      return language.say("That an interview is booked");
    case mail_kind::address_confirmation:
    case mail_kind::new_address_confirmation:
      return language.say("The question whether the address is right");
    case mail_kind::reminder:
      return language.say("A reminder");
    case mail_kind::rescheduled:
      return language.say("That an interview was moved");
    case mail_kind::place_changed:
      return language.say("A new place to meet");
    case mail_kind::cancellation:
      return language.say("That an interview is cancelled");
    case mail_kind::running_late:
      return language.say("That somebody is running late");
    case mail_kind::follow_up:
      return language.say("A question after the interview");
    case mail_kind::sign_in_link:
      return language.say("A sign-in link");
    case mail_kind::invitation:
      return language.say("An invitation to give interviews");
    case mail_kind::found_links:
      return language.say("Links to somebody's interviews");
    case mail_kind::limit_explained:
      return language.say("Why an interview could not be booked");
    case mail_kind::undeliverable:
      return language.say("That mail to the other side comes back");
  }
  return "";
}

std::string state_words(words const& language, mail const& m) {
  if (m.state == mail_state::failed) return language.say("Not delivered");
  if (m.state == mail_state::uncertain) return language.say("May have arrived, may be lost");
  return m.attempts > 0 ? language.say("Refused for now, is tried again") : language.say("Should have left already");
}

// Whoever it goes to: a side of an interview, a volunteer, or an address that is all we know.
std::string to_whom(page_call const& c, store& s, mail const& m) {
  if (m.booking && m.to == party::candidate) return c.say("The candidate");
  if (m.booking && m.to == party::volunteer) return c.say("The volunteer");
  if (m.booking) return c.say("The programme's contact");
  if (!m.volunteer) return m.recipient;
  auto const v = read_volunteer(s, whoever_organizes, *m.volunteer);
  return v ? v->name : m.recipient;
}

view about(page_call const& c, store& s, mail const& m, instant now) {
  view const nothing{{"interview_url", ""}, {"interview", ""}};
  if (!m.booking) return nothing;
  auto const b = read_booking(s, whoever_organizes, *m.booking, now);
  if (!b) return nothing;
  return {{"interview_url", link_to("/volunteer/interviews/" + b->id.text)}, {"interview", interview_title(c, s, *b)}};
}

}  // namespace

view mail_trouble_view(page_call const& c, store& s, mail_standing const& standing, page_of<mail> const& found,
                       instant now) {
  time_text const times(c.language);
  auto const zone = read_programme(s).zone;
  auto const moment = [&](instant at) { return times.full(zoned(at, zone)); };
  std::vector<view> rows;
  for (auto const& m : found.items) {
    bool const comes_again = m.state == mail_state::waiting && m.attempts > 0;
    view row{{"mail", m.id.text},
             {"kind", kind_words(c.language, m.kind)},
             {"to", to_whom(c, s, m)},
             {"state", state_words(c.language, m)},
             {"answer", m.answer},
             {"since", comes_again ? "" : moment(m.settled_at.value_or(m.due))},
             {"next", comes_again ? moment(m.due) : ""},
             {"may_retry", may_be_retried(m, now)}};
    rows.push_back(row.merge(about(c, s, m, now)));
  }
  auto const number = [](std::int64_t n) { return n == 0 ? std::string() : std::to_string(n); };
  bool const any = !rows.empty();
  return {{"mail_is_well", standing.is_well()},
          {"mail_is_held", standing.held},
          {"failed", number(standing.failed)},
          {"uncertain", number(standing.uncertain)},
          {"late", number(standing.late)},
          {"oldest_due", standing.oldest_due ? moment(*standing.oldest_due) : ""},
          {"mails", std::move(rows)},
          {"has_mails", any},
          {"more_mails_url", found.next ? link_to("/organizer", {{"mail_after", *found.next}}) + "#mail" : ""}};
}

}  // namespace rehearse
