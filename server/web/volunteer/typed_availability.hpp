// An availability as it stands in a form: texts, as typed, whatever they are. Between
// the form's members ("weekly-0-from"), the document of the API ("/weekly/0/from") and the stored value. Used by the
// availability pages alone. Values; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "scheduler/rules/availability.hpp"
#include "server/web/frame/form.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

struct typed_window {
  std::string from, to;
};
struct typed_rule {
  std::vector<std::string> days;  // of "mon", …, "sun"
  std::string from, to, starting, until;
};
struct typed_override {
  std::string date, until, mode = "replace";
  std::vector<typed_window> windows;
};
struct typed_journey {
  std::string from, to, zone;
};

struct typed_availability {
  std::string zone;
  std::vector<typed_rule> weekly;
  std::vector<typed_override> overrides;
  std::vector<typed_journey> travel;
  std::vector<std::string> welcome_zones;
  std::map<std::string, std::string, std::less<>> numbers;  // by the names below; empty: its default
};

inline constexpr std::array<char const*, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
inline constexpr std::array<char const*, 7> number_names{
    "step_minutes", "buffer_before_minutes", "buffer_after_minutes", "min_notice_minutes",
    "horizon_days", "max_per_day",           "max_per_week"};

// More than can be published, so that a refusal says so, and not so much that a form costs more than its like.
inline constexpr std::size_t most_typed_rows = 510;

typed_availability as_typed(availability const& published);
typed_availability as_typed(form const& sent);
// A place that was typed becomes its zone, where one alone is meant; else it stays as typed, and read() refuses it.
void read_places(words const& language, typed_availability& typed);
// Sets the members of a form to it.
void put(typed_availability const& typed, form& into);

// Rows in which nothing was typed leave.
void drop_blank_rows(typed_availability& typed);

// errc::invalid with every mistake, pointers as in the API's document.
result<availability> read(typed_availability const& typed);
// The field at which a mistake is shown: "/weekly/0/to" → "weekly-0-to".
std::string field_at(std::string const& pointer);
// What was typed as a zone there: "/zone", "/travel/0/zone", "/welcome_zones/1". None: that is no place of a zone.
std::optional<std::string> zone_at(typed_availability const& typed, std::string const& pointer);

}  // namespace rehearse
