#include "server/api/booking_view.hpp"

#include "notify/letters/policy_sentences.hpp"
#include "scheduler/documents/preparation_document.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "server/auth/token_marks.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

std::string local_text(instant when, std::string const& zone) {
  auto const known = time_zone::find(zone);
  return known ? to_text(when, *known) : to_text(when);
}

json::object policy_json(booking const& b) {
  json::array summary;
  for (auto& sentence : policy_sentences(policy_facts_of(b), words(b.candidate.locale))) summary.emplace_back(sentence);
  return {{"summary", std::move(summary)},
          {"cancel_until", to_text(cancel_until(b))},
          {"reschedule_until", to_text(reschedule_until(b))}};
}

// The reason is left out whichever it is: were only illness missing, its absence would tell it.
json::object cancellation_json(cancellation const& c, caller const& who) {
  json::object shown{{"by", name_of(c.by)}, {"at", to_text(c.at)}, {"late", c.late}};
  if (is_organizer(who)) shown["reason"] = name_of(c.reason);
  if (!c.message.empty()) shown["message"] = c.message;
  return shown;
}

json::array presence_json(booking const& b) {
  json::array reports;
  for (auto const& r : b.presence_reports) {
    json::object shown{{"by", name_of(r.by)}, {"at", to_text(r.at)}};
    if (r.candidate) shown["candidate"] = name_of(*r.candidate);
    if (r.volunteer) shown["volunteer"] = name_of(*r.volunteer);
    reports.push_back(std::move(shown));
  }
  return reports;
}

json::array history_json(booking const& b) {
  json::array lines;
  for (auto const& h : b.history)
    lines.push_back(json::object{{"at", to_text(h.at)}, {"by", name_of(h.by)}, {"what", h.what}});
  return lines;
}

json::object volunteer_json(store& s, volunteer_id const& id) {
  auto const v = storage::find(s.db(), id);
  return {{"id", id.text}, {"name", v ? v->name : ""}};
}

}  // namespace

json::object booking_json(store& s, booking const& b, caller const& who) {
  json::object shown{{"id", b.id.text}, {"state", name_of(b.state)}, {"sequence", b.sequence}};
  if (!b.reference.empty()) shown["reference"] = b.reference;
  shown["interview_type"] = b.interview_type;
  shown["start"] = to_text(b.start);
  shown["end"] = to_text(b.end);
  shown["volunteer"] = volunteer_json(s, b.volunteer);
  shown["candidate"] = {{"name", b.candidate.name},
                        {"email", b.candidate.email},
                        {"zone", b.candidate.zone},
                        {"locale", b.candidate.locale}};
  shown["local"] = {{"candidate", local_text(b.start, b.candidate.zone)},
                    {"volunteer", local_text(b.start, b.agreed.volunteer_zone)}};
  shown["preparation"] = write_preparation(b.prepared);
  shown["consents"] = {{"job_leads", b.agreed_to.job_leads}};
  // Until the address is confirmed, anybody may be at the other end.
  bool const tells_place = b.state != booking_state::pending || is_organizer(who) || is_volunteer(who, b.volunteer);
  if (tells_place && !b.meeting_url.empty()) shown["meeting_url"] = b.meeting_url;
  if (tells_place && !b.editor_url.empty()) shown["editor_url"] = b.editor_url;
  shown["attendance"] = name_of(b.attends);
  shown["undeliverable"] = b.undeliverable;
  shown["policy"] = policy_json(b);
  if (b.cancelled) shown["cancellation"] = cancellation_json(*b.cancelled, who);
  if (!b.presence_reports.empty()) shown["presence"] = presence_json(b);
  shown["history"] = history_json(b);
  return shown;
}

void add_manage_links(json::object& shown, booking const& b, server_facts const& server) {
  auto const mark = token_mark(server.secret, {token_purpose::manage, b.id.text, b.token_generation});
  shown["manage_token"] = mark;
  shown["manage_url"] = server.public_url + "/b/" + mark;
  shown["calendar_url"] = server.public_url + "/b/" + mark + ".ics";
}

}  // namespace rehearse
