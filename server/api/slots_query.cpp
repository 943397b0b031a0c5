#include "server/api/slots_query.hpp"

#include "server/api/respond.hpp"

#include <limits>

namespace rehearse {
namespace {

constexpr date::days longest_volunteer_range{62};
constexpr date::days longest_pool_range{14};
// `to` is exclusive, so it may be the date after the last one (contract 4).
constexpr local_date first_date_never_offered{date::floor<date::days>(last_instant).time_since_epoch() + date::days{1}};

result<std::string> required(call const& c, std::string_view name) {
  auto const value = c.request->query_value(name);
  if (!value || value->empty()) return bad_query("The query member " + std::string(name) + " is missing.");
  return std::string(*value);
}

result<local_date> date_in(call const& c, std::string_view name) {
  auto const text = required(c, name);
  if (!text) return text.error();
  auto const date = read_date(*text);
  if (!date) return bad_query(std::string(name) + " must be a date such as 2026-11-24.");
  return *date;
}

result<time_zone> zone_in(call const& c) {
  auto const name = required(c, "zone");
  if (!name) return name.error();
  auto const zone = time_zone::find(*name);
  if (!zone) return bad_query("zone must be the name of an IANA time zone, for example Asia/Kolkata.");
  return *zone;
}

result<slots_view> range_of(call const& c, date::days longest) {
  auto const type = required(c, "type");
  if (!type) return type.error();
  auto const zone = zone_in(c);
  if (!zone) return zone.error();
  auto const from = date_in(c, "from");
  if (!from) return from.error();
  auto const to = date_in(c, "to");
  if (!to) return to.error();
  if (*to > first_date_never_offered)
    return bad_query("to must not be after " + to_text(first_date_never_offered) + ".");
  if (*to <= *from || *to - *from > longest)
    return bad_query("to must lie after from, by at most " + std::to_string(longest.count()) + " days.");
  return slots_view{*type, *zone, zone->to_instant(wall_clock{*from}), zone->to_instant(wall_clock{*to})};
}

// `start` asks for one instant, in the viewer's zone where one is given.
result<slots_view> one_instant(call const& c, instant start) {
  if (c.request->query_value("from") || c.request->query_value("to"))
    return bad_query("start stands in place of from and to.");
  auto const type = required(c, "type");
  if (!type) return type.error();
  if (!c.request->query_value("zone")) return slots_view{*type, *time_zone::find("UTC"), start, start + 1s};
  auto const zone = zone_in(c);
  if (!zone) return zone.error();
  return slots_view{*type, *zone, start, start + 1s};
}

result<match> match_in(call const& c) {
  match m;
  m.language = c.request->query_value("language").value_or("");
  m.topic = c.request->query_value("topic").value_or("");
  m.spoken = c.request->query_value("spoken").value_or("");
  auto const wanted = c.request->query_value("editor");
  if (!wanted) return m;
  m.wants_editor = editor_named(*wanted);
  if (!m.wants_editor) return bad_query("editor must be own_machine or shared_editor.");
  return m;
}

}  // namespace

result<slots_view> volunteer_slots_query(call const& c) {
  return range_of(c, longest_volunteer_range);
}

result<pool_view> pool_slots_query(call const& c) {
  auto const start = instant_in_query(c, "start");
  if (!start) return start.error();
  auto const range = *start ? one_instant(c, **start) : range_of(c, longest_pool_range);
  if (!range) return range.error();
  auto const m = match_in(c);
  if (!m) return m.error();
  pool_request asked{range->type, *m, range->from, range->to, range->zone.name()};
  if (*start) asked.names = std::numeric_limits<std::size_t>::max();
  return pool_view{*range, asked};
}

result<explain_view> explain_query(call const& c) {
  auto const type = required(c, "type");
  if (!type) return type.error();
  if (auto const there = required(c, "start"); !there) return there.error();
  auto const start = instant_in_query(c, "start");
  if (!start) return start.error();
  return explain_view{*type, **start};
}

}  // namespace rehearse
