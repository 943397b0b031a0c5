#include "server/web/candidate/calendar_links.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "server/http/request.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse {
namespace {

using members = std::vector<std::pair<std::string_view, std::string>>;

std::string link(std::string address, members const& query) {
  for (auto const& [name, value] : query)
    if (!value.empty()) address += "&" + std::string(name) + "=" + http::percent_encoded(value);
  return address;
}

// "20261124T133000Z".
std::string compact(instant when) {
  auto text = to_text(when);
  std::erase_if(text, [](char ch) { return ch == '-' || ch == ':'; });
  return text;
}

}  // namespace

std::string google_link(calendar_entry const& e) {
  return link("https://calendar.google.com/calendar/render?action=TEMPLATE",
              {{"text", e.summary},
               {"dates", compact(e.start) + "/" + compact(e.end)},
               {"location", e.place},
               {"details", e.description}});
}

std::string outlook_link(calendar_entry const& e) {
  return link("https://outlook.live.com/calendar/0/deeplink/compose?path=/calendar/action/compose&rru=addevent",
              {{"subject", e.summary},
               {"startdt", to_text(e.start)},
               {"enddt", to_text(e.end)},
               {"location", e.place},
               {"body", e.description}});
}

}  // namespace rehearse
