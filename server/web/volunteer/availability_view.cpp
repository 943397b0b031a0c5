#include "server/web/volunteer/availability_view.hpp"

#include "server/web/frame/fields.hpp"
#include "server/web/frame/refusal_words.hpp"
#include "server/web/frame/status_words.hpp"
#include "server/web/frame/zone_choice.hpp"

#include <sstream>

namespace rehearse {
namespace {

std::string row_name(std::string const& list, std::size_t row) {
  return list + "-" + std::to_string(row) + "-";
}

std::string number(std::size_t row) {
  return std::to_string(row + 1);
}

std::string day_word(words const& language, std::string const& day) {
  if (day == "mon") return language.say("Monday");
  if (day == "tue") return language.say("Tuesday");
  if (day == "wed") return language.say("Wednesday");
  if (day == "thu") return language.say("Thursday");
  if (day == "fri") return language.say("Friday");
  if (day == "sat") return language.say("Saturday");
  return day == "sun" ? language.say("Sunday") : day;
}

std::vector<field_option> day_options(words const& language) {
  std::vector<field_option> options;
  for (auto const* day : day_names) options.push_back({day, day_word(language, day)});
  return options;
}

std::vector<field> window_fields(words const& language, std::string const& at) {
  return {{at + "from", language.say("From")}, {at + "to", language.say("To")}};
}

// A row: its legend, its fields, the button that takes it away.
view row_view(std::string const& legend, std::vector<view> fields, std::string const& remove,
              std::string const& remove_words) {
  return {{"legend", legend}, {"fields", std::move(fields)}, {"remove", remove}, {"remove_words", remove_words}};
}

std::string row_id(std::string const& list, std::size_t row) {
  return list + "-" + std::to_string(row);
}

// Where the page opens again: at the row itself, or, once it is removed, at the one before it.
view& set_places(view& shown, std::string const& list, std::size_t row) {
  return shown.set("id", row_id(list, row)).set("before", row == 0 ? list : row_id(list, row - 1));
}

view weekly_row(words const& language, std::size_t row, form const& typed) {
  auto const at = row_name("weekly", row);
  field const days{.name = at + "days",
                   .label = language.say("Days"),
                   .kind = field_kind::some_of,
                   .required = true,
                   .options = day_options(language)};
  auto hours = window_fields(language, at);
  for (auto& f : hours) f.required = true;
  field const starting{.name = at + "starting", .label = language.say("First date"), .kind = field_kind::date};
  field const until{.name = at + "until", .label = language.say("No more from"), .kind = field_kind::date};
  auto shown = row_view(language.say("Window {number}", {{"number", number(row)}}), field_views(typed, hours),
                        "remove weekly " + std::to_string(row),
                        language.say("Remove window {number}", {{"number", number(row)}}));
  set_places(shown, "weekly", row).set("days", view{{"fields", field_views(typed, {days})}});
  return shown.set("season", view{{"fields", field_views(typed, {starting, until})}});
}

std::vector<field_option> mode_options(words const& language) {
  return {{"replace", language.say("Only these hours instead of the weekly ones (none: a day off)")},
          {"add", language.say("These hours as well")},
          {"block", language.say("Not in these hours (none: not at all)")}};
}

view override_window_row(words const& language, std::size_t row, std::size_t inner, form const& typed) {
  auto const legend =
      language.say("Exception {number}, hours {inner}", {{"number", number(row)}, {"inner", number(inner)}});
  auto const remove_words =
      language.say("Remove hours {inner} of exception {number}", {{"number", number(row)}, {"inner", number(inner)}});
  auto hours = window_fields(language, row_name(row_name("overrides", row) + "windows", inner));
  for (auto& f : hours) f.required = true;
  return row_view(legend, field_views(typed, hours),
                  "remove windows " + std::to_string(row) + " " + std::to_string(inner), remove_words);
}

view override_row(words const& language, std::size_t row, std::size_t windows, form const& typed) {
  auto const at = row_name("overrides", row);
  std::vector<field> const fields{
      {.name = at + "date", .label = language.say("Date"), .kind = field_kind::date, .required = true},
      {.name = at + "until", .label = language.say("No more from"), .kind = field_kind::date},
      {.name = at + "mode",
       .label = language.say("What happens"),
       .kind = field_kind::menu,
       .required = true,
       .options = mode_options(language)}};
  std::vector<view> inner;
  for (std::size_t i = 0; i < windows; ++i) inner.push_back(override_window_row(language, row, i, typed));
  auto shown = row_view(language.say("Exception {number}", {{"number", number(row)}}), field_views(typed, fields),
                        "remove overrides " + std::to_string(row),
                        language.say("Remove exception {number}", {{"number", number(row)}}));
  set_places(shown, "overrides", row).set("windows", std::move(inner));
  shown.set("add_window", "add windows " + std::to_string(row));
  return shown.set("add_window_words", language.say("Add hours to exception {number}", {{"number", number(row)}}));
}

view journey_row(words const& language, std::size_t row, std::string const& zone, form const& typed) {
  auto const at = row_name("travel", row);
  std::vector<field> const fields{
      {.name = at + "from", .label = language.say("First date"), .kind = field_kind::date, .required = true},
      {.name = at + "to", .label = language.say("Back from"), .kind = field_kind::date, .required = true}};
  auto shown = row_view(language.say("Journey {number}", {{"number", number(row)}}), field_views(typed, fields),
                        "remove travel " + std::to_string(row),
                        language.say("Remove journey {number}", {{"number", number(row)}}));
  set_places(shown, "travel", row);
  return shown.merge(
      zone_field_view(language, {at + "zone", language.say("Time zone there"), zone}, typed.error_at(at + "zone")));
}

view welcome_row(words const& language, std::size_t row, std::string const& zone, form const& typed) {
  auto const id = "welcome_zones-" + std::to_string(row);
  auto shown = row_view("", {}, "remove welcome_zones " + std::to_string(row),
                        language.say("Remove zone {number}", {{"number", number(row)}}));
  set_places(shown, "welcome_zones", row);
  shown.merge(zone_field_view(language, {id, language.say("Welcome zone {number}", {{"number", number(row)}}), zone},
                              typed.error_at(id)));
  return shown;
}

std::vector<field> number_fields(words const& language) {
  auto const numbers = [](char const* name, std::string label, std::string hint) {
    return field{.name = name, .label = std::move(label), .kind = field_kind::number, .hint = std::move(hint)};
  };
  return {
      numbers("step_minutes", language.say("Minutes from one start to the next"),
              language.say("From 5 to 1440. Empty: as long as the interview lasts.")),
      numbers("buffer_before_minutes", language.say("Minutes free before each interview"),
              language.say("From 0 to 240. Empty: 0.")),
      numbers("buffer_after_minutes", language.say("Minutes free after each interview"),
              language.say("From 0 to 240. Empty: 0.")),
      numbers(
          "min_notice_minutes", language.say("Minutes of notice"),
          language.say("How long before its start an interview can still be booked. 720 is half a day. Empty: 720.")),
      numbers("horizon_days", language.say("Days ahead"),
              language.say("How far ahead you can be booked, from 0 to 730. Empty: 60.")),
      numbers("max_per_day", language.say("At most so many a day"), language.say("From 1 to 50. Empty: no limit.")),
      numbers("max_per_week", language.say("At most so many a week"), language.say("From 1 to 50. Empty: no limit.")),
  };
}

// "Window 2, to", of "/weekly/1/to"; the parts of a pointer in words.
std::string place_words(words const& language, std::string const& pointer) {
  std::string words_so_far, part, list;
  std::istringstream parts(pointer.substr(std::min<std::size_t>(1, pointer.size())));
  auto const add = [&](std::string const& text) { words_so_far += (words_so_far.empty() ? "" : ", ") + text; };
  while (std::getline(parts, part, '/')) {
    bool const is_number = !part.empty() && part.find_first_not_of("0123456789") == part.npos;
    auto const place = is_number ? std::to_string(std::atoi(part.c_str()) + 1) : std::string();
    if (is_number && list == "weekly") add(language.say("Window {number}", {{"number", place}}));
    if (is_number && list == "overrides") add(language.say("Exception {number}", {{"number", place}}));
    if (is_number && list == "windows") add(language.say("Hours {number}", {{"number", place}}));
    if (is_number && list == "travel") add(language.say("Journey {number}", {{"number", place}}));
    if (is_number && list == "welcome_zones") add(language.say("Welcome zone {number}", {{"number", place}}));
    if (part == "from") add(list == "travel" ? language.say("First date") : language.say("From"));
    if (part == "to") add(list == "travel" ? language.say("Back from") : language.say("To"));
    if (part == "days") add(language.say("Days"));
    if (part == "date") add(language.say("Date"));
    if (part == "starting") add(language.say("First date"));
    if (part == "until") add(language.say("No more from"));
    if (part == "zone") add(language.say("Time zone"));
    if (!is_number && part != "from" && part != "to") list = part;
  }
  for (auto const& f : number_fields(language))
    if ("/" + f.name == pointer) add(f.label);
  return words_so_far;
}

std::string joined(std::vector<std::string> const& texts) {
  std::string all;
  for (auto const& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string hours_text(std::vector<typed_window> const& windows) {
  std::vector<std::string> texts;
  for (auto const& w : windows) texts.push_back(w.from + "–" + w.to);
  return joined(texts);
}

std::string dates_text(words const& language, std::string const& from, std::string const& until) {
  std::string text;
  if (!from.empty()) text += ", " + language.say("from {date}", {{"date", from}});
  if (!until.empty()) text += ", " + language.say("no more from {date}", {{"date", until}});
  return text;
}

}  // namespace

view zone_field_view(words const& language, zone_field const& f, std::string const& mistake) {
  bool const welcomes = f.name.starts_with("welcome_zones");
  view shown{{"name", f.name},     {"field_name", welcomes ? std::string("welcome_zones") : f.name},
             {"label", f.label},   {"hint", f.hint},
             {"mistake", mistake}, {"nothing_chosen", f.chosen.empty()}};
  return shown.merge(zone_options(language, f.chosen));
}

view availability_form_view(words const& language, typed_availability const& typed, form const& mistakes) {
  auto sent = mistakes;
  put(typed, sent);
  std::vector<view> weekly, overrides, travel, welcome;
  for (std::size_t i = 0; i < typed.weekly.size(); ++i) weekly.push_back(weekly_row(language, i, sent));
  for (std::size_t i = 0; i < typed.overrides.size(); ++i)
    overrides.push_back(override_row(language, i, typed.overrides[i].windows.size(), sent));
  for (std::size_t i = 0; i < typed.travel.size(); ++i)
    travel.push_back(journey_row(language, i, typed.travel[i].zone, sent));
  for (std::size_t i = 0; i < typed.welcome_zones.size(); ++i)
    welcome.push_back(welcome_row(language, i, typed.welcome_zones[i], sent));
  auto const zone =
      zone_field_view(language, {"zone", language.say("Your time zone"), typed.zone}, sent.error_at("zone"));
  view form_facts{{"home", zone},
                  {"new_weekly", row_id("weekly", typed.weekly.size())},
                  {"new_override", row_id("overrides", typed.overrides.size())},
                  {"new_journey", row_id("travel", typed.travel.size())},
                  {"new_welcome", row_id("welcome_zones", typed.welcome_zones.size())},
                  {"weekly", std::move(weekly)},
                  {"overrides", std::move(overrides)},
                  {"travel", std::move(travel)},
                  {"welcome", std::move(welcome)},
                  {"limits", view{{"fields", field_views(sent, number_fields(language))}}}};
  return form_facts;
}

void take_mistakes(words const& language, refusal const& why, form& into) {
  if (why.errors.empty()) into.mistake("", words_for(language, why.code).sentence);
  for (auto const& e : why.errors) {
    auto const place = place_words(language, e.pointer);
    auto const sentence = plain_detail(language, e.detail);
    into.mistake(field_at(e.pointer), place.empty() ? sentence : place + ": " + sentence);
  }
}

std::vector<std::string> summary_lines(words const& language, typed_availability const& published) {
  std::vector<std::string> lines{language.say("Time zone: {zone}", {{"zone", published.zone}})};
  for (auto const& r : published.weekly) {
    std::vector<std::string> days;
    for (auto const& day : r.days) days.push_back(day_word(language, day));
    lines.push_back(joined(days) + ": " + r.from + "–" + r.to + dates_text(language, r.starting, r.until));
  }
  for (auto const& o : published.overrides) {
    auto const open_hours = o.windows.empty() ? language.say("no hours") : hours_text(o.windows);
    for (auto const& mode : mode_options(language))
      if (mode.value == o.mode)
        lines.push_back(o.date + dates_text(language, "", o.until) + ": " + mode.label + ": " + open_hours);
  }
  for (auto const& j : published.travel)
    lines.push_back(
        language.say("Away from {from} until {to}: {zone}", {{"from", j.from}, {"to", j.to}, {"zone", j.zone}}));
  for (auto const& f : number_fields(language)) {
    auto const found = published.numbers.find(f.name);
    if (found != published.numbers.end() && !found->second.empty()) lines.push_back(f.label + ": " + found->second);
  }
  if (!published.welcome_zones.empty())
    lines.push_back(language.say("Welcome zones: {zones}", {{"zones", joined(published.welcome_zones)}}));
  return lines;
}

}  // namespace rehearse
