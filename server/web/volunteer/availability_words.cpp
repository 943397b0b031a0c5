#include "server/web/volunteer/availability_words.hpp"

#include "notify/words/time_text.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "server/web/frame/refusal_words.hpp"
#include "server/web/frame/status_words.hpp"
#include "server/web/frame/zone_choice.hpp"
#include "server/web/volunteer/availability_fields.hpp"

#include <cstdlib>
#include <sstream>

namespace rehearse {
namespace {

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

std::string hours_text(std::vector<typed_window> const& windows) {
  std::vector<std::string> texts;
  for (auto const& w : windows) texts.push_back(w.from + "–" + w.to);
  return joined(texts);
}

// "Thu 24 Dec", where it is a date.
std::string date_text(words const& language, std::string const& typed) {
  auto const date = read_date(typed);
  return date ? time_text(language).short_day(wall_clock{date->time_since_epoch()}) : typed;
}

// "At least 12 hours of notice" of 720 minutes; what is no number, as typed.
std::string limit_line(words const& language, std::string const& name, std::string const& typed,
                       std::string const& label) {
  bool const is_number = typed.size() < 6 && typed.find_first_not_of("0123456789") == typed.npos;
  if (!name.ends_with("_minutes") || !is_number) return label + ": " + typed;
  placeholders const length{{"length", time_text(language).duration(minutes(std::atoi(typed.c_str())))}};
  if (name == "step_minutes") return language.say("From one start to the next: {length}", length);
  if (name == "buffer_before_minutes") return language.say("Free before each interview: {length}", length);
  if (name == "buffer_after_minutes") return language.say("Free after each interview: {length}", length);
  return language.say("At least {length} of notice", length);
}

std::string override_line(words const& language, typed_override const& o) {
  auto dates = date_text(language, o.date);
  if (!o.until.empty()) dates += ", " + language.say("no more from {date}", {{"date", date_text(language, o.until)}});
  auto const open_hours = hours_text(o.windows);
  placeholders const both{{"dates", dates}, {"hours", open_hours}};
  if (open_hours.empty() && o.mode != "add") return language.say("{dates}: off", {{"dates", dates}});
  if (o.mode == "add") return language.say("{dates}: also {hours}", both);
  if (o.mode == "block") return language.say("{dates}: not {hours}", both);
  return language.say("{dates}: only {hours}", both);
}

}  // namespace

std::string joined(std::vector<std::string> const& texts) {
  std::string all;
  for (auto const& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
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

std::string days_text(words const& language, std::vector<std::string> const& days) {
  std::vector<std::string> names;
  for (auto const& day : days) names.push_back(day_word(language, day));
  return joined(names);
}

std::string season_text(words const& language, std::string const& starting, std::string const& until) {
  std::vector<std::string> parts;
  if (!starting.empty()) parts.push_back(language.say("from {date}", {{"date", date_text(language, starting)}}));
  if (!until.empty()) parts.push_back(language.say("no more from {date}", {{"date", date_text(language, until)}}));
  return joined(parts);
}

void take_mistakes(words const& language, refusal const& why, typed_availability const& typed, form& into) {
  if (why.errors.empty()) into.mistake("", words_for(language, why.code).sentence);
  for (auto const& e : why.errors) {
    auto const place = place_words(language, e.pointer);
    auto const zone = zone_at(typed, e.pointer).value_or("");
    auto const sentence = zone.empty() ? plain_detail(language, e.detail) : zone_mistake(language, zone);
    into.mistake(field_at(e.pointer), sentence, place);
  }
}

std::vector<std::string> weekly_lines(words const& language, typed_availability const& typed) {
  std::vector<std::string> lines;
  for (auto const& r : typed.weekly) {
    auto const season = season_text(language, r.starting, r.until);
    lines.push_back(days_text(language, r.days) + ": " + r.from + "–" + r.to + (season.empty() ? "" : ", " + season));
  }
  return lines;
}

std::vector<std::string> override_lines(words const& language, typed_availability const& typed) {
  std::vector<std::string> lines;
  for (auto const& o : typed.overrides)
    if (!o.date.empty()) lines.push_back(override_line(language, o));
  return lines;
}

std::vector<std::string> journey_lines(words const& language, typed_availability const& typed) {
  std::vector<std::string> lines;
  for (auto const& j : typed.travel)
    if (!j.from.empty() && !j.to.empty() && !j.zone.empty())
      lines.push_back(
          language.say("Away from {from} until {to}: {zone}",
                       {{"from", date_text(language, j.from)}, {"to", date_text(language, j.to)}, {"zone", j.zone}}));
  return lines;
}

std::vector<std::string> limit_lines(words const& language, typed_availability const& typed) {
  std::vector<std::string> lines;
  for (auto const& f : number_fields(language)) {
    auto const found = typed.numbers.find(f.name);
    if (found == typed.numbers.end() || found->second.empty() || found->second == "0") continue;
    lines.push_back(limit_line(language, f.name, found->second, f.label));
  }
  return lines;
}

std::vector<std::string> summary_lines(words const& language, typed_availability const& typed) {
  std::vector<std::string> all{language.say("Time zone: {zone}", {{"zone", typed.zone}})};
  for (auto const& some : {weekly_lines(language, typed), override_lines(language, typed),
                           journey_lines(language, typed), limit_lines(language, typed)})
    all.insert(all.end(), some.begin(), some.end());
  if (!typed.welcome_zones.empty())
    all.push_back(language.say("Welcome zones: {zones}", {{"zones", joined(typed.welcome_zones)}}));
  return all;
}

}  // namespace rehearse
