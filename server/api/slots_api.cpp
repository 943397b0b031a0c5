#include "server/api/slots_api.hpp"

#include "scheduler/documents/availability_document.hpp"
#include "scheduler/rules/instant_writer.hpp"
#include "scheduler/use_cases/publish_availability.hpp"
#include "server/api/respond.hpp"
#include "server/api/slots_query.hpp"
#include "server/http/json_text.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

volunteer_id id_of(call const& c) {
  return {c.parameter("id")};
}

// The hot answers are written straight into one buffer: a JSON document of 480 slots costs ten times as much.
void add_times(std::string& json, instant start, instant end, instant_writer& as_text) {
  json += R"({"start":")";
  as_text.add_utc(json, start);
  json += R"(","end":")";
  as_text.add_utc(json, end);
  json += R"(","local_start":")";
  as_text.add_local(json, start);
  json += '"';
}

std::string begin_slots(slots_view const& asked, interview_type const& type) {
  std::string json = "{\"zone\":";
  http::add_json_text(json, asked.zone.name());
  json += ",\"tzdata\":";
  http::add_json_text(json, tzdata_version());
  json += ",\"interview_type\":";
  http::add_json_text(json, type.id);
  json += ",\"duration_minutes\":" + std::to_string(type.duration.count()) + ",\"slots\":[";
  return json;
}

std::string json_of(slots_view const& asked, volunteer_slots const& found) {
  auto json = begin_slots(asked, found.type);
  json.reserve(json.size() + found.slots.size() * 144);
  instant_writer as_text(asked.zone);
  for (auto const& s : found.slots) {
    if (json.back() == '}') json += ',';
    add_times(json, s.start, s.end, as_text);
    json += '}';
  }
  json += "]}";
  return json;
}

void add_names(std::string& json, std::vector<volunteer_name> const& names) {
  json += ",\"volunteers\":[";
  for (auto const& v : names) {
    if (json.back() == '}') json += ',';
    json += "{\"id\":";
    http::add_json_text(json, v.id.text);
    json += ",\"name\":";
    http::add_json_text(json, v.name);
    json += '}';
  }
  json += ']';
}

std::string json_of(slots_view const& asked, pool_slots const& found) {
  auto json = begin_slots(asked, found.type);
  json.reserve(json.size() + found.slots.size() * 400);
  instant_writer as_text(asked.zone);
  for (auto const& s : found.slots) {
    if (json.back() == '}') json += ',';
    add_times(json, s.start, s.end, as_text);
    json += ",\"volunteer_count\":" + std::to_string(s.volunteer_count);
    add_names(json, s.volunteers);
    json += '}';
  }
  json += "]}";
  return json;
}

boost::json::object record_json(availability_record const& record) {
  return write_availability(record.published);
}

// What only the answer to the PUT says.
boost::json::object published_json(published_availability const& done) {
  auto shown = record_json(done.record);
  boost::json::array outside;
  for (auto const& id : done.bookings_outside) outside.emplace_back(id.text);
  shown["bookings_outside"] = std::move(outside);
  boost::json::array warnings;
  if (done.without_place)
    warnings.emplace_back("No place to meet is known: set a meeting_url, so that candidates know where to come.");
  shown["warnings"] = std::move(warnings);
  return shown;
}

}  // namespace

action list_slots_endpoint(call const& c) {
  if (auto kept = kept_response(c)) return *std::move(kept);
  auto const asked = volunteer_slots_query(c);
  if (!asked) return refuse(c, asked.error()).response;
  return reading{[c, asked = *asked](store& s, caller const& who, instant now) -> answer {
    auto const found = list_slots(s, who, {id_of(c), asked.type, asked.from, asked.to}, now);
    if (!found) return refuse(c, found.error());
    return response_to_keep(c, s, json_of(asked, *found), id_of(c), {now, found->same_until});
  }};
}

action list_pool_slots_endpoint(call const& c) {
  if (auto kept = kept_response(c)) return *std::move(kept);
  auto const asked = pool_slots_query(c);
  if (!asked) return refuse(c, asked.error()).response;
  return reading{[c, asked = *asked](store& s, caller const&, instant now) -> answer {
    auto const found = list_pool_slots(s, asked.asked, now);
    if (!found) return refuse(c, found.error());
    return response_to_keep(c, s, json_of(asked.range, *found), std::nullopt, {now, found->same_until});
  }};
}

action explain_slot_endpoint(call const& c) {
  auto const asked = explain_query(c);
  if (!asked) return refuse(c, asked.error()).response;
  return reading{[c, asked = *asked](store& s, caller const& who, instant now) -> answer {
    auto const found = explain_slot(s, who, {id_of(c), asked.type, asked.start}, now);
    if (!found) return refuse(c, found.error());
    boost::json::array rules;
    for (auto const& r : found->rules.rules) {
      bool const names_holder =
          found->held_by && !r.passed && (r.rule == slot_rule::booking || r.rule == slot_rule::hold);
      auto const detail = names_holder ? r.detail + " Held by: " + *found->held_by : r.detail;
      rules.push_back(boost::json::object{{"rule", name_of(r.rule)}, {"passed", r.passed}, {"detail", detail}});
    }
    return json_response(
        200, {{"start", to_text(asked.start)}, {"offered", found->rules.offered}, {"rules", std::move(rules)}});
  }};
}

action read_availability_endpoint(call const& c) {
  return reading{[c](store& s, caller const& who, instant) -> answer {
    auto const record = read_availability(s, who, id_of(c));
    if (!record) return refuse(c, record.error());
    return tagged_response(c, 200, record_json(*record), record->revision);
  }};
}

action publish_availability_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const seen = precondition_of(c, writes_what::may_create);
  if (!seen) return refuse(c, seen.error()).response;
  auto const published = read_availability(*body);
  if (!published) return refuse(c, published.error()).response;
  return writing{[c, seen = *seen, published = *published](store& s, caller const& who, instant now) -> answer {
    auto const there = read_availability(s, who, id_of(c));
    auto const expected = seen.expected(there ? there->revision : 0);
    auto const done = publish_availability(s, who, {id_of(c), published, expected, seen.only_if_none}, now);
    if (!done) return refuse(c, done.error());
    // The tag is that of what GET answers: what only the PUT says is no part of it.
    auto const etag = etag_of(done->record.revision, record_json(done->record));
    return json_response(200, published_json(*done)).with("ETag", etag);
  }};
}

}  // namespace rehearse
