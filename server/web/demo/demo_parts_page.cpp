#include "server/web/demo/demo_parts_page.hpp"

#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"
#include "server/web/frame/fields.hpp"

namespace rehearse {
namespace {

using namespace std::chrono_literals;

// One day of a made-up week, its number in it.
view day_of(page_call const& c, int of_week, int chosen) {
  constexpr auto monday = date::local_days{date::year{2026} / 11 / 9};
  auto const day = time_text(c.language).day(wall_clock{monday + date::days{of_week}});
  auto const day_id = "d" + std::to_string(of_week);
  std::vector<view> slots;
  int number = 0;
  for (auto const* time : {"09:00", "10:30", "12:00", "18:00", "19:30"}) {
    slots.push_back({{"day_id", day_id},
                     {"slot_id", day_id + "t" + std::to_string(number)},
                     {"time", time},
                     {"chosen", number == chosen}});
    ++number;
  }
  return {{"day", day}, {"day_id", day_id}, {"slots", std::move(slots)}};
}

std::vector<field> fields_of(page_call const& c) {
  std::vector<field_option> const editors{{"own", c.say("Own machine")}, {"shared", c.say("Shared editor")}};
  std::vector<field_option> const levels{{"", c.say("Any")}, {"one", c.say("Coding interview")}};
  return {
      {.name = "name", .label = c.say("Your name"), .required = true},
      {.name = "email",
       .label = c.say("Your email address"),
       .kind = field_kind::email,
       .required = true,
       .hint = c.say("The one you booked with.")},
      {.name = "minutes", .label = c.say("By how many minutes"), .kind = field_kind::number, .required = true},
      {.name = "date", .label = c.say("Date"), .kind = field_kind::date},
      {.name = "type", .label = c.say("Interview"), .kind = field_kind::menu, .required = true, .options = levels},
      {.name = "editor", .label = c.say("Writing code"), .kind = field_kind::one_of, .options = editors},
      {.name = "way",
       .label = c.say("Writing code"),
       .kind = field_kind::some_of,
       .required = true,
       .options = editors},
      {.name = "goal", .label = c.say("What would you like to practise?"), .kind = field_kind::lines},
      {.name = "agreed", .label = c.say("The programme may tell me about job openings."), .kind = field_kind::check},
  };
}

// Something typed, something chosen, and two mistakes.
form filled_in(page_call const& c) {
  form typed(c);
  for (auto const& [name, value] : {std::pair{"name", "Adaeze Obi"},
                                    {"email", "adaeze"},
                                    {"minutes", "10"},
                                    {"editor", "shared"},
                                    {"agreed", "yes"}})
    typed.set(name, value);
  typed.mistake("email", c.say("Please give your email address, for example adaeze@example.org."));
  typed.mistake("way", c.say("Please choose at least one way to write code."));
  return typed;
}

view facts_of(page_call const& c) {
  auto const typed = filled_in(c);
  auto const mon = c.say("Monday"), wed = c.say("Wednesday");
  view facts{{"page_url", link_to("/demo/parts")},
             {"now_there", c.say("In {city} it is now {time}",
                                 {{"city", city_name("Africa/Lagos", c.language)}, {"time", "14:05"}})},
             {"city", city_name("America/New_York", c.language)},
             {"zone_name", "UTC+01:00, Africa/Lagos"},
             {"when", mon + ", 10:00–11:00 (UTC+01:00, Africa/Lagos)"},
             {"week", mon + " – " + wed},
             {"duration", time_text(c.language).duration(60min)},
             {"days", std::vector<view>{day_of(c, 0, 2), day_of(c, 1, -1), day_of(c, 2, -1)}},
             {"fields", field_views(typed, fields_of(c))}};
  facts.merge(typed.errors());
  return facts;
}

}  // namespace

action show_demo_parts(page_call const& c) {
  return reading{[c](store&, caller const& who, instant) -> answer {
    if (!c.server->demo_inbox) {
      refusal nothing_here;
      nothing_here.code = errc::not_found;
      return refusal_page(c, who, nothing_here);
    }
    page shown;
    shown.template_name = "demo_parts.html";
    shown.title = c.say("The parts of all pages");
    shown.error = true;  // as every page with a summary of mistakes
    shown.facts = facts_of(c);
    return render(c, who, std::move(shown));
  }};
}

}  // namespace rehearse
