#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "server/web/candidate/booking_view.hpp"
#include "server/web/candidate/calendar_links.hpp"
#include "server/web/candidate/her_clock.hpp"

namespace rehearse {
namespace {

view time_facts(managed const& m, booking_facts const& f) {
  time_text const text(m.c.language);
  auto const& own = f.candidate.when;
  auto const& theirs = f.volunteer.when;
  bool const one_zone = own.start == theirs.start;
  return {{"when", text.full(own.start, own.end)},
          {"their_time", one_zone ? std::string() : text.full(theirs.start, theirs.end)},
          {"duration", text.duration(f.duration)}};
}

// Of one that still is to come.
view calendar_facts(managed const& m) {
  bool const agreed = is_open(m.it.state) && m.it.state != booking_state::pending;
  if (!agreed || m.now >= m.it.start) return {{"calendar_url", ""}, {"google_url", ""}, {"outlook_url", ""}};
  calendar_entry const entry{
      m.c.say("Practice interview"),
      m.c.say("Made by hand: this entry neither moves with the interview nor cancels it. For that, "
              "use the link in your mail."),
      m.it.meeting_url, m.it.start, m.it.end};
  return {
      {"calendar_url", path_of(m) + ".ics"}, {"google_url", google_link(entry)}, {"outlook_url", outlook_link(entry)}};
}

}  // namespace

view agreed_view(managed const& m, booking_facts const& f) {
  view all{{"meeting_url", m.it.meeting_url}, {"editor_url", m.it.editor_url}};
  return all.merge(time_facts(m, f)).merge(her_clock(m.c, zone_of(m), m.now)).merge(calendar_facts(m));
}

}  // namespace rehearse
