#include "config/embedded.hpp"
#include "notify/words/time_text.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "server/api/desk_api.hpp"
#include "server/api/respond.hpp"

#include <boost/json/array.hpp>

namespace rehearse {

std::span<embedded_file const> openapi_files();

namespace {

namespace json = boost::json;

// "+05:30".
std::string offset_of(zone_entry const& z, instant now) {
  auto const zoned = to_text(now, *time_zone::find(z.name));
  auto const bracket = zoned.find('[');
  return zoned.substr(bracket - 6, 6);
}

json::object zone_json(zone_entry const& z, instant now) {
  json::object shown{{"name", z.name}, {"offset", offset_of(z, now)}, {"country", nullptr}};
  if (!z.countries.empty()) shown["country"] = z.countries.front();
  shown["countries"] = json::array(z.countries.begin(), z.countries.end());
  shown["aliases"] = json::array(z.aliases.begin(), z.aliases.end());
  return shown;
}

json::object mail_json(mail const& m) {
  json::object shown{{"id", m.id.text}, {"kind", name_of(m.kind)}, {"to", name_of(m.to)}};
  if (!m.recipient.empty()) shown["recipient"] = m.recipient;
  if (m.booking) shown["booking_id"] = m.booking->text;
  shown["state"] = name_of(m.state);
  shown["written_at"] = to_text(m.written_at);
  shown["due"] = to_text(m.due);
  shown["useless_after"] = to_text(m.useless_after);
  if (m.settled_at) shown["settled_at"] = to_text(*m.settled_at);
  shown["attempts"] = m.attempts;
  if (m.smtp_code != 0) shown["smtp_code"] = m.smtp_code;
  if (!m.answer.empty()) shown["answer"] = m.answer;
  return shown;
}

json::object audit_json(audit_line const& l) {
  json::object shown{{"id", l.id.text}, {"at", to_text(l.at)}, {"who", l.who}, {"what", l.what}};
  shown["subjects"] = json::array(l.subjects.begin(), l.subjects.end());
  return shown;
}

}  // namespace

action list_zones_endpoint(call const& c) {
  auto const page = page_query_of(c);
  if (!page) return refuse(c, page.error()).response;
  auto const now = c.server->time.now();
  json::array items;
  for (auto const& z : all_zones()) items.push_back(zone_json(z, now));
  return piece_response(c, *page, items, "name");
}

action list_outbox_endpoint(call const& c) {
  auto const page = page_query_of(c);
  if (!page) return refuse(c, page.error()).response;
  std::optional<mail_state> state;
  if (auto const word = c.request->query_value("state")) {
    state = mail_state_named(*word);
    if (!state)
      return refuse(c, bad_query("state must be waiting, leased, sent, dropped, failed or uncertain.")).response;
  }
  return reading{[c, page = *page, state](store& s, caller const& who, instant) -> answer {
    auto const found = list_outbox(s, who, state, {page.limit, page.cursor});
    if (!found) return refuse(c, found.error());
    json::array items;
    for (auto const& m : found->items) items.push_back(mail_json(m));
    return page_response(c, std::move(items), found->next);
  }};
}

action retry_mail_endpoint(call const& c) {
  if (auto const empty = demand_no_members(c); !empty) return refuse(c, empty.error()).response;
  return writing{[c](store& s, caller const& who, instant now) -> answer {
    auto const m = retry_mail(s, who, {c.parameter("id")}, now);
    if (!m) return refuse(c, m.error());
    return json_response(200, mail_json(*m));
  }};
}

action list_audit_endpoint(call const& c) {
  auto const page = page_query_of(c);
  if (!page) return refuse(c, page.error()).response;
  return reading{[c, page = *page](store& s, caller const& who, instant) -> answer {
    auto const found = list_audit(s, who, {page.limit, page.cursor});
    if (!found) return refuse(c, found.error());
    json::array items;
    for (auto const& l : found->items) items.push_back(audit_json(l));
    return page_response(c, std::move(items), found->next);
  }};
}

action read_openapi_endpoint(call const& c) {
  static auto const document = std::make_shared<std::string const>(openapi_files().front().bytes);
  auto given = http::text_response(200, "application/json", "");
  given.shared_body = document;
  (void)c;
  return given;
}

}  // namespace rehearse
