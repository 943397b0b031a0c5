#include "scheduler/documents/policy_document.hpp"

#include "scheduler/documents/field_reader.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

template <class T, class From>
void take(T& into, std::optional<From> const& read) {
  if (read) into = T(*read);
}

enum class side { candidate, volunteer };
std::optional<side> side_named(std::string_view name) {
  if (name == "candidate") return side::candidate;
  if (name == "volunteer") return side::volunteer;
  return std::nullopt;
}

sides read_sides(field_reader& r) {
  sides to;
  auto const named = r.choices("to", side_named, "candidate or volunteer", {.required = true, .at_most = 2});
  for (auto const s : named.value_or(std::vector<side>{})) (s == side::candidate ? to.candidate : to.volunteer) = true;
  return to;
}

void read_reminders(policy& rules, field_reader& r) {
  if (!r.has("reminders")) return;
  rules.reminders.clear();
  for (auto& item : r.objects("reminders")) {
    minutes const before{item.integer("minutes_before", {.required = true}).value_or(0)};
    auto const to = read_sides(item);
    rules.reminders.push_back({before, to, item.boolean("ask_attendance").value_or(false)});
    item.no_others();
  }
}

void read_follow_ups(policy& rules, field_reader& r) {
  if (!r.has("follow_ups")) return;
  rules.follow_ups.clear();
  for (auto& item : r.objects("follow_ups")) {
    minutes const after{item.integer("minutes_after", {.required = true}).value_or(0)};
    auto const to = read_sides(item);
    rules.follow_ups.push_back({after, to, item.boolean("ask_outcome").value_or(false)});
    item.no_others();
  }
}

void read_no_show(policy& rules, field_reader& r) {
  auto item = r.object("no_show");
  if (!item) return;
  no_show_rule rule;
  take(rule.limit, item->integer("limit"));
  take(rule.within, item->integer("within_days"));
  take(rule.pause, item->integer("pause_days"));
  item->no_others();
  rules.no_show = rule;
}

void read_limits(policy& rules, field_reader& r) {
  take(rules.max_open_bookings, r.integer("max_open_bookings"));
  auto item = r.object("max_bookings");
  if (!item) return;
  booking_quota quota;
  take(quota.count, item->integer("count", {.required = true}));
  take(quota.within, item->integer("within_days", {.required = true}));
  item->no_others();
  rules.max_bookings = quota;
}

// Null is none; left out is what stands there by default.
void forget_nulls(policy& rules, field_reader& r) {
  if (r.is_null("release_unconfirmed_minutes")) rules.release_unconfirmed.reset();
  if (r.is_null("no_show")) rules.no_show.reset();
  if (r.is_null("max_open_bookings")) rules.max_open_bookings.reset();
  if (r.is_null("max_bookings")) rules.max_bookings.reset();
}

// `rules` has the values of what is left out.
policy read_members(json::value const& document, std::vector<field_error>& errors, policy rules) {
  field_reader r(document, errors);
  take(rules.name, r.text("name"));
  take(rules.confirm_email, r.boolean("confirm_email"));
  take(rules.hold, r.integer("hold_minutes"));
  take(rules.cancel_until, r.integer("cancel_until_minutes"));
  take(rules.reschedule_until, r.integer("reschedule_until_minutes"));
  take(rules.max_reschedules, r.integer("max_reschedules"));
  read_reminders(rules, r);
  take(rules.release_unconfirmed, r.integer("release_unconfirmed_minutes"));
  take(rules.release_only_if_waiting, r.boolean("release_only_if_waiting"));
  take(rules.offer_until, r.integer("offer_until_minutes"));
  read_no_show(rules, r);
  read_follow_ups(rules, r);
  read_limits(rules, r);
  forget_nulls(rules, r);
  r.no_others();
  return rules;
}

json::array write_sides(sides const& to) {
  json::array names;
  if (to.candidate) names.emplace_back("candidate");
  if (to.volunteer) names.emplace_back("volunteer");
  return names;
}

json::array write_reminders(std::vector<reminder_rule> const& rules) {
  json::array list;
  for (auto const& rule : rules)
    list.push_back(json::object{{"minutes_before", rule.before.count()},
                                {"to", write_sides(rule.to)},
                                {"ask_attendance", rule.ask_attendance}});
  return list;
}

json::array write_follow_ups(std::vector<follow_up_rule> const& rules) {
  json::array list;
  for (auto const& rule : rules)
    list.push_back(json::object{
        {"minutes_after", rule.after.count()}, {"to", write_sides(rule.to)}, {"ask_outcome", rule.ask_outcome}});
  return list;
}

json::value write_no_show(std::optional<no_show_rule> const& rule) {
  if (!rule) return nullptr;
  return json::object{
      {"limit", rule->limit}, {"within_days", rule->within.count()}, {"pause_days", rule->pause.count()}};
}

json::value write_quota(std::optional<booking_quota> const& quota) {
  if (!quota) return nullptr;
  return json::object{{"count", quota->count}, {"within_days", quota->within.count()}};
}

// Null is absent (contract 3). So of the rules that there may be or not ("0 or null: never"), one that is left out is
// not there; a name is required; all else is as in `standard`.
policy with_nothing_sent() {
  policy rules;
  rules.name.clear();
  rules.release_unconfirmed.reset();
  rules.no_show.reset();
  rules.max_open_bookings.reset();
  rules.max_bookings.reset();
  return rules;
}

}  // namespace

result<policy> read_policy(json::value const& document) {
  std::vector<field_error> errors;
  auto rules = read_members(document, errors, with_nothing_sent());
  add_further(errors, mistakes_in(rules));
  if (!errors.empty()) return invalid(std::move(errors));
  return rules;
}

result<policy> read_kept_policy(json::value const& document) {
  std::vector<field_error> errors;
  auto rules = read_members(document, errors, policy{});
  if (!errors.empty()) return invalid(std::move(errors));
  return rules;
}

json::object write_policy(policy const& rules) {
  json::object document;
  document["name"] = rules.name;
  document["confirm_email"] = rules.confirm_email;
  document["hold_minutes"] = rules.hold.count();
  document["cancel_until_minutes"] = rules.cancel_until.count();
  document["reschedule_until_minutes"] = rules.reschedule_until.count();
  document["max_reschedules"] = rules.max_reschedules;
  document["reminders"] = write_reminders(rules.reminders);
  document["release_unconfirmed_minutes"] =
      rules.release_unconfirmed ? json::value(rules.release_unconfirmed->count()) : json::value();
  document["release_only_if_waiting"] = rules.release_only_if_waiting;
  document["offer_until_minutes"] = rules.offer_until.count();
  document["no_show"] = write_no_show(rules.no_show);
  document["follow_ups"] = write_follow_ups(rules.follow_ups);
  document["max_open_bookings"] = rules.max_open_bookings ? json::value(*rules.max_open_bookings) : json::value();
  document["max_bookings"] = write_quota(rules.max_bookings);
  return document;
}

}  // namespace rehearse
