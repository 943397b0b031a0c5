// Hours as somebody types them into the form of /volunteer/availability. Used by the tests of that page.
#pragma once

#include "scheduler/use_cases/publish_availability.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <string>

namespace rehearse::test {

inline constexpr auto hours_page = "/volunteer/availability";

inline availability_record stored(world& w, somebody const& who) {
  return w.read([&](store& s) { return read_availability(s, who.as(), who.id); }).value();
}

// Monday and Wednesday evenings, as somebody types them.
inline members evenings(std::string const& revision = "0") {
  return {{"revision", revision},     {"zone", "America/New_York"}, {"weekly-0-days", "mon"},  {"weekly-0-days", "wed"},
          {"weekly-0-from", "18:00"}, {"weekly-0-to", "21:00"},     {"weekly-0-starting", ""}, {"weekly-0-until", ""}};
}

inline members with(members fields, members const& more) {
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

inline members doing(std::string const& button, members fields) {
  return with(std::move(fields), {{"do", button}});
}

}  // namespace rehearse::test
