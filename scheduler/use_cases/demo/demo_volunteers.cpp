// The demo's volunteers and their hours.
#include "scheduler/use_cases/demo/demo_programme.hpp"

#include <initializer_list>

namespace rehearse::demo {
namespace {

enum day : std::size_t { mon, tue, wed, thu, fri, sat, sun };

weekly_rule on(std::initializer_list<day> days, minutes from, minutes to) {
  weekly_rule rule;
  for (auto const d : days) rule.days[d] = true;
  rule.hours = {from, to};
  return rule;
}

demo_volunteer somebody(std::string name, std::string email, std::string zone) {
  demo_volunteer v;
  v.who.name = std::move(name);
  v.who.email = std::move(email);
  v.who.zone = v.hours.zone = std::move(zone);
  return v;
}

demo_volunteer maya() {
  auto v = somebody("Maya Goldberg", "maya@example.org", "America/New_York");
  v.who.headline = "Staff engineer, search";
  v.who.bio =
      "I have interviewed for twelve years, most of them at companies you would recognise. I like hearing how "
      "people think far more than whether they know the trick.";
  v.who.pronouns = "she/her";
  v.who.spoken = {"en", "he"};
  v.who.languages = {"go", "python", "java"};
  v.who.topics = {"graphs", "dynamic programming", "distributed systems"};
  v.who.meeting_url = "https://meet.example.org/maya-goldberg";
  v.hours.weekly = {on({mon, wed}, 18h, 21h), on({sat}, 9h, 12h)};
  v.hours.step = 30min;
  v.hours.buffer_after = 15min;
  v.hours.max_per_day = 2;
  v.hours.max_per_week = 4;
  v.hours.welcome_zones = {"Africa/Lagos", "Asia/Kolkata"};
  return v;
}

// Spends a week of the coming month in Berlin: the hours move with him.
demo_volunteer tom(local_date today) {
  auto v = somebody("Tom Whitfield", "tom@example.org", "Europe/London");
  v.who.headline = "Engineering manager, payments";
  v.who.bio =
      "Hired some forty people, several of whom had failed an interview elsewhere the week before. Happy to "
      "talk about the offer afterwards, too.";
  v.who.pronouns = "he/him";
  v.who.languages = {"typescript", "kotlin"};
  v.who.topics = {"api design", "behavioural", "career change"};
  v.hours.weekly = {on({tue, thu}, 18h + 30min, 20h + 30min), on({sun}, 10h, 13h)};
  v.hours.travel = {{today + date::days{21}, today + date::days{28}, "Europe/Berlin"}};
  v.hours.max_per_week = 3;
  return v;
}

demo_volunteer ngozi() {
  auto v = somebody("Ngozi Okafor", "ngozi@example.org", "Africa/Lagos");
  v.who.headline = "Backend engineer, mobile money";
  v.who.bio =
      "Self-taught, and remembers it. Screen sharing at low bandwidth is my normal case, so do not apologise "
      "for yours.";
  v.who.pronouns = "she/her";
  v.who.spoken = {"en", "ig", "yo"};
  v.who.languages = {"python", "php", "javascript"};
  v.who.topics = {"arrays and strings", "sql", "first job"};
  v.who.editors = {editor::own_machine};
  v.hours.weekly = {on({mon, tue, thu}, 19h, 21h), on({sat}, 14h, 18h)};
  v.hours.buffer_before = 10min;
  v.hours.buffer_after = 10min;
  return v;
}

// Early mornings, and one day off.
demo_volunteer priya(local_date today) {
  auto v = somebody("Priya Raghavan", "priya@example.org", "Asia/Kolkata");
  v.who.headline = "Principal engineer, databases";
  v.who.bio = "From Bengaluru. I ask one problem and stay with it for the whole time; we go as deep as you like.";
  v.who.pronouns = "she/her";
  v.who.spoken = {"en", "ta", "hi"};
  v.who.languages = {"c++", "rust", "java"};
  v.who.topics = {"trees", "concurrency", "storage", "system design"};
  v.hours.weekly = {on({mon, tue, wed, thu, fri}, 7h, 9h), on({sat}, 16h, 20h)};
  v.hours.overrides = {{today + date::days{10}, std::nullopt, override_mode::replace, {}}};
  v.hours.min_notice = 1440min;
  v.hours.max_per_day = 1;
  return v;
}

// Late on Fridays, past midnight.
demo_volunteer rafael() {
  auto v = somebody("Rafael Monteiro", "rafael@example.org", "America/Sao_Paulo");
  v.who.headline = "Frontend lead, public health";
  v.who.bio =
      "Interfaces, accessibility, and everything that happens between a click and a pixel. Em português também.";
  v.who.pronouns = "he/him";
  v.who.spoken = {"pt-BR", "en", "es"};
  v.who.languages = {"javascript", "typescript"};
  v.who.topics = {"frontend", "accessibility", "recursion"};
  v.hours.weekly = {on({tue, thu}, 12h, 14h), on({fri}, 22h, 25h)};
  v.hours.step = 30min;
  return v;
}

demo_volunteer grace() {
  auto v = somebody("Grace Nguyen", "grace@example.org", "Australia/Sydney");
  v.who.headline = "Site reliability engineer";
  v.who.bio =
      "I came to computing from nursing. We can practise the questions about changing careers as well as the "
      "ones about hash tables.";
  v.who.pronouns = "they/them";
  v.who.spoken = {"en", "vi"};
  v.who.languages = {"go", "ruby"};
  v.who.topics = {"hash tables", "linux", "reliability", "system design"};
  v.who.unfamiliar_languages = false;
  v.hours.weekly = {on({wed, fri}, 6h + 30min, 8h + 30min), on({sun}, 17h, 21h)};
  v.hours.buffer_after = 15min;
  v.hours.horizon = date::days{42};
  return v;
}

}  // namespace

std::vector<demo_volunteer> volunteers(local_date today) {
  return {maya(), tom(today), ngozi(), priya(today), rafael(), grace()};
}

}  // namespace rehearse::demo
