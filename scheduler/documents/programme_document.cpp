#include "scheduler/documents/programme_document.hpp"

#include "scheduler/documents/field_reader.hpp"
#include "scheduler/documents/language_tag.hpp"

namespace rehearse {
namespace {

namespace json = boost::json;

void take(std::string& into, std::optional<std::string> read) {
  if (read) into = std::move(*read);
}

// A PUT replaces all of it: what would otherwise be lost in silence must be there. `contact` may be empty.
void demand_members(field_reader& r) {
  for (auto const* name : {"name", "contact", "default_policy", "zone", "locale"})
    if (!r.has(name)) r.mistake(name, "This member is required.");
}

programme read_members(field_reader r) {
  programme settings;
  take(settings.name, r.text("name"));
  take(settings.contact, r.text("contact"));
  take(settings.welcome, r.long_text("welcome"));
  take(settings.privacy, r.long_text("privacy"));
  take(settings.default_policy, r.text("default_policy"));
  take(settings.zone, r.text("zone"));
  take(settings.locale, r.text("locale"));
  take(settings.meeting_url_template, r.text("meeting_url_template", {.at_most = 1000}));
  take(settings.editor_url_template, r.text("editor_url_template", {.at_most = 1000}));
  r.no_others();
  return settings;
}

}  // namespace

draft_of<programme> draft_programme(json::value const& document) {
  draft_of<programme> read;
  field_reader r(document, read.mistakes);
  if (!r) return read;
  demand_members(r);
  read.it = read_members(r);
  if (!is_language_tag(read.it.locale)) r.mistake("locale", not_a_language);
  add_further(read.mistakes, mistakes_in(read.it));
  return read;
}

result<programme> read_programme(json::value const& document) {
  return finished(draft_programme(document));
}

result<programme> read_kept_programme(json::value const& document) {
  draft_of<programme> read;
  read.it = read_members(field_reader(document, read.mistakes));
  return finished(std::move(read));
}

json::object write_programme(programme const& settings) {
  json::object document;
  document["name"] = settings.name;
  document["contact"] = settings.contact;
  document["welcome"] = settings.welcome;
  document["privacy"] = settings.privacy;
  document["default_policy"] = settings.default_policy;
  document["zone"] = settings.zone;
  document["locale"] = settings.locale;
  document["meeting_url_template"] = settings.meeting_url_template;
  document["editor_url_template"] = settings.editor_url_template;
  return document;
}

}  // namespace rehearse
