#include "server/web/volunteer/availability_view.hpp"

#include "server/web/frame/fields.hpp"
#include "server/web/frame/zone_choice.hpp"
#include "server/web/volunteer/availability_fields.hpp"
#include "server/web/volunteer/availability_words.hpp"

#include <algorithm>

namespace rehearse {
namespace {

std::string row_name(std::string const& list, std::size_t row) {
  return list + "-" + std::to_string(row) + "-";
}

std::string number(std::size_t row) {
  return std::to_string(row + 1);
}

std::string row_id(std::string const& list, std::size_t row) {
  return list + "-" + std::to_string(row);
}

// A row: its legend, its fields, the button that takes it away.
view row_view(std::string const& legend, std::vector<view> fields, std::string const& remove,
              std::string const& remove_words) {
  return {{"legend", legend}, {"fields", std::move(fields)}, {"remove", remove}, {"remove_words", remove_words}};
}

// Where the page opens again: at the row itself, or, once it is removed, at the one before it.
view& set_places(view& shown, std::string const& list, std::size_t row) {
  return shown.set("id", row_id(list, row)).set("before", row == 0 ? list : row_id(list, row - 1));
}

bool any_mistake(form const& typed, std::vector<field> const& fields) {
  return std::ranges::any_of(fields, [&](field const& f) { return !typed.error_at(f.name).empty(); });
}

view weekly_row(words const& language, std::size_t row, typed_rule const& rule, form const& typed) {
  auto const at = row_name("weekly", row);
  auto const legend = language.say("Window {number}", {{"number", number(row)}});
  auto const season = season_fields(language, at, legend);
  auto shown =
      row_view(legend, field_views(typed, window_fields(language, at, legend)), "remove weekly " + std::to_string(row),
               language.say("Remove window {number}", {{"number", number(row)}}));
  set_places(shown, "weekly", row)
      .set("days", view{{"fields", field_views(typed, {days_field(language, at, legend)})}})
      .set("season", view{{"fields", field_views(typed, season)}})
      .set("season_set", season_text(language, rule.starting, rule.until))
      .set("season_open", any_mistake(typed, season));
  return shown;
}

view override_window_row(words const& language, std::size_t row, std::size_t inner, form const& typed) {
  auto const legend =
      language.say("Exception {number}, hours {inner}", {{"number", number(row)}, {"inner", number(inner)}});
  auto const remove_words =
      language.say("Remove hours {inner} of exception {number}", {{"number", number(row)}, {"inner", number(inner)}});
  auto const at = row_name(row_name("overrides", row) + "windows", inner);
  return row_view(legend, field_views(typed, window_fields(language, at, legend)),
                  "remove windows " + std::to_string(row) + " " + std::to_string(inner), remove_words);
}

view override_row(words const& language, std::size_t row, std::size_t windows, form const& typed) {
  auto const legend = language.say("Exception {number}", {{"number", number(row)}});
  std::vector<view> inner;
  for (std::size_t i = 0; i < windows; ++i) inner.push_back(override_window_row(language, row, i, typed));
  auto shown = row_view(legend, field_views(typed, override_fields(language, row_name("overrides", row), legend)),
                        "remove overrides " + std::to_string(row),
                        language.say("Remove exception {number}", {{"number", number(row)}}));
  set_places(shown, "overrides", row).set("windows", std::move(inner));
  shown.set("add_window", "add windows " + std::to_string(row)).set("add_window_id", "add-" + row_id("windows", row));
  return shown.set("add_window_words", language.say("Add hours to exception {number}", {{"number", number(row)}}));
}

view journey_row(words const& language, std::size_t row, std::string const& zone, form const& typed) {
  auto const at = row_name("travel", row);
  auto const legend = language.say("Journey {number}", {{"number", number(row)}});
  auto shown =
      row_view(legend, field_views(typed, journey_fields(language, at, legend)), "remove travel " + std::to_string(row),
               language.say("Remove journey {number}", {{"number", number(row)}}));
  set_places(shown, "travel", row);
  return shown.merge(
      zone_field_view(language, {at + "zone", language.say("Time zone there"), zone}, typed.error_at(at + "zone")));
}

view welcome_row(words const& language, std::size_t row, std::string const& zone, form const& typed) {
  auto const id = row_id("welcome_zones", row);
  auto shown = row_view("", {}, "remove welcome_zones " + std::to_string(row),
                        language.say("Remove zone {number}", {{"number", number(row)}}));
  set_places(shown, "welcome_zones", row);
  return shown.merge(zone_field_view(
      language, {id, language.say("Welcome zone {number}", {{"number", number(row)}}), zone}, typed.error_at(id)));
}

// Whether a mistake was made at a field whose name begins so.
bool is_wrong(form const& sent, std::string_view beginning) {
  return std::ranges::any_of(sent.mistaken_fields(),
                             [&](std::string const& name) { return name.starts_with(beginning); });
}

// A day's hours for others: which day, and to which.
view copy_view(words const& language, typed_availability const& typed, form const& sent) {
  std::string from = sent.value("copy_from");
  for (auto const& rule : typed.weekly)
    if (from.empty() && !rule.days.empty()) from = rule.days.front();
  auto chosen = sent;
  chosen.set("copy_from", from);
  field const which{.name = "copy_from",
                    .label = language.say("Copy the hours of"),
                    .kind = field_kind::menu,
                    .required = true,
                    .options = day_options(language)};
  field const to{.name = "copy_to",
                 .label = language.say("To these days, in place of what they have"),
                 .kind = field_kind::some_of,
                 .required = true,
                 .options = day_options(language)};
  return {{"fields", field_views(chosen, {which, to})}};
}

view folds_view(words const& language, form const& sent, std::string const& at_hand) {
  bool const limits = any_mistake(sent, number_fields(language));
  return {{"open_zone", !sent.error_at("zone").empty()},
          {"open_copy", at_hand == "copy"},
          {"open_overrides", at_hand == "overrides" || at_hand == "windows" || is_wrong(sent, "overrides")},
          {"open_travel", at_hand == "travel" || is_wrong(sent, "travel")},
          {"open_limits", limits},
          {"open_welcome", at_hand == "welcome_zones" || is_wrong(sent, "welcome_zones")}};
}

}  // namespace

view zone_field_view(words const& language, zone_field const& f, std::string const& mistake) {
  bool const welcomes = f.name.starts_with("welcome_zones");
  auto const described = (f.hint.empty() ? "" : f.name + "-hint ") + (mistake.empty() ? "" : f.name + "-mistake");
  return {{"name", f.name},
          {"field_name", welcomes ? std::string("welcome_zones") : f.name},
          {"label", f.label},
          {"hint", f.hint},
          {"mistake", mistake},
          {"described_by", described},
          {"typed", zone_text(language, f.zone)}};
}

view settings_view(words const& language, typed_availability const& so_far) {
  auto typed = so_far;
  drop_blank_rows(typed);
  auto const set = [&](std::vector<std::string> const& lines) {
    std::string all;
    for (auto const& line : lines) all += (all.empty() ? "" : " · ") + line;
    return all.empty() ? language.say("none") : all;
  };
  return {{"set_overrides", set(override_lines(language, typed))},
          {"set_travel", set(journey_lines(language, typed))},
          {"set_limits", set(limit_lines(language, typed))},
          {"set_welcome", set(typed.welcome_zones)}};
}

view availability_form_view(words const& language, typed_availability const& typed, form const& mistakes,
                            std::string const& at_hand) {
  auto sent = mistakes;
  put(typed, sent);
  std::vector<view> weekly, overrides, travel, welcome;
  for (std::size_t i = 0; i < typed.weekly.size(); ++i)
    weekly.push_back(weekly_row(language, i, typed.weekly[i], sent));
  for (std::size_t i = 0; i < typed.overrides.size(); ++i)
    overrides.push_back(override_row(language, i, typed.overrides[i].windows.size(), sent));
  for (std::size_t i = 0; i < typed.travel.size(); ++i)
    travel.push_back(journey_row(language, i, typed.travel[i].zone, sent));
  for (std::size_t i = 0; i < typed.welcome_zones.size(); ++i)
    welcome.push_back(welcome_row(language, i, typed.welcome_zones[i], sent));
  zone_field const home{"zone", language.say("Your time zone"), typed.zone,
                        language.say("Your city, or a big one near you that has the same time.")};
  view form_facts{{"home", zone_field_view(language, home, sent.error_at("zone"))},
                  {"new_weekly", row_id("weekly", typed.weekly.size())},
                  {"new_override", row_id("overrides", typed.overrides.size())},
                  {"new_journey", row_id("travel", typed.travel.size())},
                  {"new_welcome", row_id("welcome_zones", typed.welcome_zones.size())},
                  {"weekly", std::move(weekly)},
                  {"overrides", std::move(overrides)},
                  {"travel", std::move(travel)},
                  {"welcome", std::move(welcome)},
                  {"copy", copy_view(language, typed, sent)},
                  {"limits", view{{"fields", field_views(sent, number_fields(language))}}}};
  return form_facts.merge(settings_view(language, typed)).merge(folds_view(language, sent, at_hand));
}

}  // namespace rehearse
