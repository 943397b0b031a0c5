#include "scheduler/documents/availability_document.hpp"

#include "scheduler/documents/field_reader.hpp"
#include "scheduler/rules/names.hpp"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>

namespace rehearse {

namespace {

namespace json = boost::json;

constexpr named<std::size_t> day_names[] = {{0, "mon"}, {1, "tue"}, {2, "wed"}, {3, "thu"},
                                            {4, "fri"}, {5, "sat"}, {6, "sun"}};
std::optional<std::size_t> day_named(std::string_view name) {
  return value_in(day_names, name);
}

constexpr named<override_mode> mode_names[] = {
    {override_mode::replace, "replace"}, {override_mode::add, "add"}, {override_mode::block, "block"}};
std::optional<override_mode> mode_named(std::string_view name) {
  return value_in(mode_names, name);
}

// How long the lists may be is the business of mistakes_in; a body is bounded before that.
constexpr list_limits any_length{.at_most = 100'000};
constexpr list_limits required_list{.required = true, .at_most = 100'000};

window read_window(field_reader& r) {
  auto const begin = r.time_of_day("from", {.required = true});
  auto const end = r.time_of_day("to", {.required = true});
  if (!begin) return {0min, 24h};  // nothing is wrong with the end of what nobody knows the beginning of
  auto const from = *begin;
  auto const to = end.value_or(24h);
  // An earlier `to` runs past midnight; equal ones are left for mistakes_in to refuse.
  return {from, to < from ? to + 24h : to};
}

weekly_rule read_weekly_rule(field_reader& r) {
  weekly_rule rule;
  auto const days = r.choices("days", day_named, "one of mon, tue, wed, thu, fri, sat, sun", {.required = true});
  for (auto const day : days.value_or(std::vector<std::size_t>{})) rule.days.at(day) = true;
  rule.hours = read_window(r);
  rule.starting = r.date("starting");
  rule.until = r.date("until");
  r.no_others();
  return rule;
}

availability_override read_override(field_reader& r) {
  availability_override o;
  auto const date = r.date("date", {.required = true});
  o.until = r.date("until");
  auto const mode = r.choice("mode", mode_named, "replace, add or block");
  for (auto& each : r.objects("windows", required_list)) {
    o.windows.push_back(read_window(each));
    each.no_others();
  }
  r.no_others();
  o.date = date.value_or(local_date{});
  // Nobody knows what it would have replaced: so it collides with no other.
  bool const is_readable = date && (mode || !r.has("mode"));
  o.mode = is_readable ? mode.value_or(override_mode::replace) : override_mode::add;
  return o;
}

journey read_journey(field_reader& r) {
  auto const from = r.date("from", {.required = true});
  auto const to = r.date("to", {.required = true});
  auto const zone = r.text("zone", {.required = true}).value_or("");
  r.no_others();
  // Of a day where a date is unreadable: before all others, or the one day that is known.
  auto const begin = from.value_or(local_date::min());
  return {begin, from && to ? *to : begin + date::days{1}, zone};
}

template <class Duration>
Duration duration_or(field_reader& r, std::string_view name, number_range range, Duration otherwise) {
  auto const count = r.integer(name, {.least = range.least, .most = range.most});
  return count ? Duration{*count} : otherwise;
}

void read_numbers(field_reader& r, availability& a) {
  auto const step = r.integer("step_minutes", {.least = step_minutes_range.least, .most = step_minutes_range.most});
  if (step) a.step = minutes{*step};
  a.buffer_before = duration_or(r, "buffer_before_minutes", buffer_minutes_range, a.buffer_before);
  a.buffer_after = duration_or(r, "buffer_after_minutes", buffer_minutes_range, a.buffer_after);
  a.min_notice = duration_or(r, "min_notice_minutes", min_notice_minutes_range, a.min_notice);
  a.horizon = duration_or(r, "horizon_days", horizon_days_range, a.horizon);
  a.max_per_day = r.integer("max_per_day", {.least = maximum_range.least, .most = maximum_range.most});
  a.max_per_week = r.integer("max_per_week", {.least = maximum_range.least, .most = maximum_range.most});
}

availability read_members(field_reader& r) {
  availability a;
  a.zone = r.text("zone", {.required = true}).value_or("");
  for (auto& each : r.objects("weekly", required_list)) a.weekly.push_back(read_weekly_rule(each));
  for (auto& each : r.objects("overrides", any_length)) a.overrides.push_back(read_override(each));
  for (auto& each : r.objects("travel", any_length)) a.travel.push_back(read_journey(each));
  read_numbers(r, a);
  a.welcome_zones = r.texts("welcome_zones", any_length).value_or(std::vector<std::string>{});
  r.no_others();
  return a;
}

std::string time_text(minutes since_midnight) {
  auto const count = since_midnight.count();
  auto const two_digits = [](long n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  return two_digits(count / 60) + ":" + two_digits(count % 60);
}

void write_window(json::object& into, window w) {
  into["from"] = time_text(w.from);
  into["to"] = time_text(w.to > 24h ? w.to - 24h : w.to);
}

json::object write_weekly_rule(weekly_rule const& rule) {
  json::object into;
  auto& days = into["days"].emplace_array();
  for (auto const& day : day_names) {
    if (rule.days.at(day.value)) days.emplace_back(day.name);
  }
  write_window(into, rule.hours);
  if (rule.starting) into["starting"] = to_text(*rule.starting);
  if (rule.until) into["until"] = to_text(*rule.until);
  return into;
}

json::object write_override(availability_override const& o) {
  json::object into;
  into["date"] = to_text(o.date);
  if (o.until) into["until"] = to_text(*o.until);
  into["mode"] = name_in(mode_names, o.mode);
  auto& windows = into["windows"].emplace_array();
  for (auto const& w : o.windows) write_window(windows.emplace_back(json::object()).get_object(), w);
  return into;
}

void write_numbers(json::object& into, availability const& a) {
  if (a.step) into["step_minutes"] = a.step->count();
  into["buffer_before_minutes"] = a.buffer_before.count();
  into["buffer_after_minutes"] = a.buffer_after.count();
  into["min_notice_minutes"] = a.min_notice.count();
  into["horizon_days"] = a.horizon.count();
  if (a.max_per_day) into["max_per_day"] = *a.max_per_day;
  if (a.max_per_week) into["max_per_week"] = *a.max_per_week;
}

}  // namespace

result<availability> read_availability(json::value const& document) {
  std::vector<field_error> errors;
  field_reader r(document, errors);
  auto a = read_members(r);
  if (!r) return invalid(std::move(errors));
  add_further(errors, mistakes_in(a));
  if (!errors.empty()) return invalid(std::move(errors));
  return a;
}

json::object write_availability(availability const& published) {
  json::object into;
  into["zone"] = published.zone;
  auto& weekly = into["weekly"].emplace_array();
  for (auto const& rule : published.weekly) weekly.push_back(write_weekly_rule(rule));
  auto& overrides = into["overrides"].emplace_array();
  for (auto const& o : published.overrides) overrides.push_back(write_override(o));
  auto& travel = into["travel"].emplace_array();
  for (auto const& j : published.travel) {
    travel.push_back(json::object{{"from", to_text(j.from)}, {"to", to_text(j.to)}, {"zone", j.zone}});
  }
  write_numbers(into, published);
  into["welcome_zones"] = json::array(published.welcome_zones.begin(), published.welcome_zones.end());
  return into;
}

}  // namespace rehearse
