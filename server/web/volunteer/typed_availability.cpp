#include "server/web/volunteer/typed_availability.hpp"

#include "scheduler/documents/availability_document.hpp"
#include "server/web/frame/zone_choice.hpp"
#include "server/web/volunteer/typed_time.hpp"

#include <algorithm>
#include <charconv>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

std::string text_in(json::object const& o, std::string_view name) {
  auto const* found = o.if_contains(name);
  if (found == nullptr || found->is_null()) return "";
  return found->is_string() ? std::string(found->as_string()) : json::serialize(*found);
}

std::vector<std::string> texts_in(json::object const& o, std::string_view name) {
  std::vector<std::string> texts;
  if (auto const* found = o.if_contains(name))
    for (auto const& v : found->as_array()) texts.emplace_back(v.as_string());
  return texts;
}

template <class Row, class Read>
std::vector<Row> rows_in(json::object const& o, std::string_view name, Read read) {
  std::vector<Row> rows;
  if (auto const* found = o.if_contains(name))
    for (auto const& v : found->as_array()) rows.push_back(read(v.as_object()));
  return rows;
}

typed_window window_of(json::object const& o) {
  return {text_in(o, "from"), text_in(o, "to")};
}
typed_rule rule_of(json::object const& o) {
  return {texts_in(o, "days"), text_in(o, "from"), text_in(o, "to"), text_in(o, "starting"), text_in(o, "until")};
}
typed_override override_of(json::object const& o) {
  return {text_in(o, "date"), text_in(o, "until"), text_in(o, "mode"), rows_in<typed_window>(o, "windows", window_of)};
}
typed_journey journey_of(json::object const& o) {
  return {text_in(o, "from"), text_in(o, "to"), text_in(o, "zone")};
}

std::string row_name(std::string const& list, std::size_t row) {
  return list + "-" + std::to_string(row) + "-";
}

// The rows whose member `first` is there: every row has it, also an empty one.
template <class Row, class Read>
std::vector<Row> rows_of(form const& sent, std::string const& list, std::string const& first, Read read) {
  std::vector<Row> rows;
  while (rows.size() < most_typed_rows && sent.has(row_name(list, rows.size()) + first))
    rows.push_back(read(sent, row_name(list, rows.size())));
  return rows;
}

typed_window sent_window(form const& sent, std::string const& at) {
  return {sent.value(at + "from"), sent.value(at + "to")};
}
typed_rule sent_rule(form const& sent, std::string const& at) {
  return {sent.values(at + "days"), sent.value(at + "from"), sent.value(at + "to"), sent.value(at + "starting"),
          sent.value(at + "until")};
}
typed_override sent_override(form const& sent, std::string const& at) {
  return {sent.value(at + "date"), sent.value(at + "until"), sent.value(at + "mode"),
          rows_of<typed_window>(sent, at + "windows", "from", sent_window)};
}
typed_journey sent_journey(form const& sent, std::string const& at) {
  return {sent.value(at + "from"), sent.value(at + "to"), sent.value(at + "zone")};
}

template <class Row, class Put>
void put_rows(std::vector<Row> const& rows, std::string const& list, Put put_one) {
  for (std::size_t i = 0; i < rows.size(); ++i) put_one(rows[i], row_name(list, i));
}

bool is_blank(typed_window const& w) {
  return w.from.empty() && w.to.empty();
}

// An empty text is an absent member.
void set_text(json::object& o, char const* name, std::string const& text) {
  if (!text.empty()) o[name] = text;
}

// A whole number as one; what is none stays a text, which the reader then refuses.
json::value number_or_text(std::string const& text) {
  int number = 0;
  auto const end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec == std::errc() && end.ptr == text.data() + text.size()) return number;
  return json::value(text);
}

json::object json_of(typed_override const& row);

json::object json_of(typed_window const& w) {
  json::object o;
  set_text(o, "from", full_time(w.from));
  set_text(o, "to", full_time(w.to));
  return o;
}

json::object json_of(typed_rule const& r) {
  auto o = json_of(typed_window{r.from, r.to});
  o["days"] = json::array(r.days.begin(), r.days.end());
  set_text(o, "starting", r.starting);
  set_text(o, "until", r.until);
  return o;
}

json::object json_of(typed_journey const& j) {
  json::object o;
  set_text(o, "from", j.from);
  set_text(o, "to", j.to);
  set_text(o, "zone", j.zone);
  return o;
}

template <class Row>
json::array array_of(std::vector<Row> const& rows) {
  json::array all;
  for (auto const& row : rows) all.push_back(json_of(row));
  return all;
}

json::object json_of(typed_override const& row) {
  json::object o;
  set_text(o, "date", row.date);
  set_text(o, "until", row.until);
  set_text(o, "mode", row.mode);
  o["windows"] = array_of(row.windows);
  return o;
}

}  // namespace

typed_availability as_typed(availability const& published) {
  auto const document = write_availability(published);
  typed_availability typed;
  typed.zone = published.zone;
  typed.weekly = rows_in<typed_rule>(document, "weekly", rule_of);
  typed.overrides = rows_in<typed_override>(document, "overrides", override_of);
  typed.travel = rows_in<typed_journey>(document, "travel", journey_of);
  typed.welcome_zones = published.welcome_zones;
  for (auto const* name : number_names) typed.numbers[name] = text_in(document, name);
  return typed;
}

typed_availability as_typed(form const& sent) {
  typed_availability typed;
  typed.zone = sent.value("zone");
  typed.weekly = rows_of<typed_rule>(sent, "weekly", "from", sent_rule);
  typed.overrides = rows_of<typed_override>(sent, "overrides", "date", sent_override);
  typed.travel = rows_of<typed_journey>(sent, "travel", "from", sent_journey);
  typed.welcome_zones = sent.values("welcome_zones");
  if (typed.welcome_zones.size() > most_typed_rows) typed.welcome_zones.resize(most_typed_rows);
  for (auto const* name : number_names) typed.numbers[name] = sent.value(name);
  return typed;
}

void read_places(words const& language, typed_availability& typed) {
  auto const read_place = [&](std::string& text) { text = zone_typed(language, text).value_or(text); };
  read_place(typed.zone);
  for (auto& journey : typed.travel) read_place(journey.zone);
  for (auto& zone : typed.welcome_zones) read_place(zone);
}

void put(typed_availability const& typed, form& into) {
  auto const put_window = [&](typed_window const& w, std::string const& at) {
    into.set(at + "from", w.from);
    into.set(at + "to", w.to);
  };
  put_rows(typed.weekly, "weekly", [&](typed_rule const& r, std::string const& at) {
    put_window({r.from, r.to}, at);
    into.set_all(at + "days", r.days);
    into.set(at + "starting", r.starting);
    into.set(at + "until", r.until);
  });
  put_rows(typed.overrides, "overrides", [&](typed_override const& o, std::string const& at) {
    into.set(at + "date", o.date);
    into.set(at + "until", o.until);
    into.set(at + "mode", o.mode);
    put_rows(o.windows, at + "windows", put_window);
  });
  put_rows(typed.travel, "travel", [&](typed_journey const& j, std::string const& at) {
    into.set(at + "from", j.from);
    into.set(at + "to", j.to);
  });
  for (auto const& [name, number] : typed.numbers) into.set(name, number);
}

void drop_blank_rows(typed_availability& typed) {
  std::erase_if(typed.weekly, [](typed_rule const& r) {
    return is_blank({r.from, r.to}) && r.days.empty() && r.starting.empty() && r.until.empty();
  });
  for (auto& o : typed.overrides) std::erase_if(o.windows, is_blank);
  std::erase_if(typed.overrides,
                [](typed_override const& o) { return o.date.empty() && o.until.empty() && o.windows.empty(); });
  std::erase_if(typed.travel, [](typed_journey const& j) { return j.from.empty() && j.to.empty() && j.zone.empty(); });
  std::erase(typed.welcome_zones, "");
}

result<availability> read(typed_availability const& typed) {
  json::object document{{"weekly", array_of(typed.weekly)},
                        {"overrides", array_of(typed.overrides)},
                        {"travel", array_of(typed.travel)},
                        {"welcome_zones", json::array(typed.welcome_zones.begin(), typed.welcome_zones.end())}};
  set_text(document, "zone", typed.zone);
  for (auto const& [name, text] : typed.numbers)
    if (!text.empty()) document[name] = number_or_text(text);
  return read_availability(document);
}

std::string field_at(std::string const& pointer) {
  auto name = pointer.substr(std::min<std::size_t>(1, pointer.size()));
  std::ranges::replace(name, '/', '-');
  auto const days = name.find("-days-");
  return days == name.npos ? name : name.substr(0, days + 5);
}

std::optional<std::string> zone_at(typed_availability const& typed, std::string const& pointer) {
  if (pointer == "/zone") return typed.zone;
  for (std::size_t i = 0; i < typed.travel.size(); ++i)
    if (pointer == "/travel/" + std::to_string(i) + "/zone") return typed.travel[i].zone;
  for (std::size_t i = 0; i < typed.welcome_zones.size(); ++i)
    if (pointer == "/welcome_zones/" + std::to_string(i)) return typed.welcome_zones[i];
  return std::nullopt;
}

}  // namespace rehearse
