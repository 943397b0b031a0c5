#include "scheduler/rules/programme.hpp"

#include "scheduler/rules/address.hpp"
#include "scheduler/rules/interview_type.hpp"
#include "scheduler/rules/time_zone.hpp"

#include <algorithm>

namespace rehearse {
namespace {

bool is_room_template(std::string_view text) {
  bool const printable = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  return printable && (text.starts_with("https://") || text.starts_with("http://")) && text.find("{room}") != text.npos;
}

void look_at_template(std::string const& text, std::string const& pointer, std::vector<field_error>& found) {
  if (!text.empty() && !is_room_template(text))
    found.push_back({pointer, "Must be empty, or an http or https URL in which {room} stands."});
}

}  // namespace

std::vector<field_error> mistakes_in(programme const& settings) {
  std::vector<field_error> found;
  if (settings.name.empty()) found.push_back({"/name", "Must not be empty."});
  if (!settings.contact.empty() && !is_address(settings.contact))
    found.push_back({"/contact", "Must be an e-mail address."});
  if (!is_slug(settings.default_policy)) found.push_back({"/default_policy", "Must be the slug of a policy."});
  if (!time_zone::find(settings.zone)) found.push_back({"/zone", "Must be the name of an IANA time zone."});
  look_at_template(settings.meeting_url_template, "/meeting_url_template", found);
  look_at_template(settings.editor_url_template, "/editor_url_template", found);
  return found;
}

}  // namespace rehearse
