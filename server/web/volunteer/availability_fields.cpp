// Which fields the form of an availability has, row by row; availability_view.cpp shows them.
#include "server/web/volunteer/availability_fields.hpp"

#include "server/web/volunteer/availability_words.hpp"

namespace rehearse {
namespace {

std::vector<field_option> mode_options(words const& language) {
  return {{"replace", language.say("Only these hours instead of the weekly ones (none: a day off)")},
          {"add", language.say("These hours as well")},
          {"block", language.say("Not in these hours (none: not at all)")}};
}

}  // namespace

std::vector<field_option> day_options(words const& language) {
  std::vector<field_option> options;
  for (auto const* day : day_names) options.push_back({day, day_word(language, day)});
  return options;
}

field days_field(words const& language, std::string const& at, std::string const& owner) {
  return {.name = at + "days",
          .label = language.say("Days"),
          .kind = field_kind::some_of,
          .required = true,
          .options = day_options(language),
          .owner = owner};
}

std::vector<field> window_fields(words const& language, std::string const& at, std::string const& owner) {
  return {{.name = at + "from", .label = language.say("From"), .required = true, .owner = owner},
          {.name = at + "to", .label = language.say("To"), .required = true, .owner = owner}};
}

std::vector<field> season_fields(words const& language, std::string const& at, std::string const& owner) {
  return {{.name = at + "starting", .label = language.say("First date"), .kind = field_kind::date, .owner = owner},
          {.name = at + "until", .label = language.say("No more from"), .kind = field_kind::date, .owner = owner}};
}

std::vector<field> override_fields(words const& language, std::string const& at, std::string const& owner) {
  return {
      {.name = at + "date", .label = language.say("Date"), .kind = field_kind::date, .required = true, .owner = owner},
      {.name = at + "until", .label = language.say("No more from"), .kind = field_kind::date, .owner = owner},
      {.name = at + "mode",
       .label = language.say("What happens"),
       .kind = field_kind::menu,
       .required = true,
       .options = mode_options(language),
       .owner = owner}};
}

std::vector<field> journey_fields(words const& language, std::string const& at, std::string const& owner) {
  return {{.name = at + "from",
           .label = language.say("First date"),
           .kind = field_kind::date,
           .required = true,
           .owner = owner},
          {.name = at + "to",
           .label = language.say("Back from"),
           .kind = field_kind::date,
           .required = true,
           .owner = owner}};
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
      numbers("min_notice_minutes", language.say("Minutes of notice"),
              language.say("How long before its start an interview can still be booked. 60 is one hour, 720 is 12 "
                           "hours. Empty: 720.")),
      numbers("horizon_days", language.say("Days ahead"),
              language.say("How far ahead you can be booked, from 0 to 730. Empty: 60.")),
      numbers("max_per_day", language.say("At most so many a day"), language.say("From 1 to 50. Empty: no limit.")),
      numbers("max_per_week", language.say("At most so many a week"), language.say("From 1 to 50. Empty: no limit.")),
  };
}

}  // namespace rehearse
