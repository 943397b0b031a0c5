#include "scheduler/documents/programme_document.hpp"

#include "scheduler/documents/field_reader.hpp"

namespace rehearse {
namespace {

namespace json = boost::json;

void take(std::string& into, std::optional<std::string> read) {
  if (read) into = std::move(*read);
}

programme read_members(json::value const& document, std::vector<field_error>& errors) {
  programme settings;
  field_reader r(document, errors);
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

result<programme> read_programme(json::value const& document) {
  std::vector<field_error> errors;
  auto settings = read_members(document, errors);
  if (errors.empty()) errors = mistakes_in(settings);
  if (!errors.empty()) return invalid(std::move(errors));
  return settings;
}

result<programme> read_kept_programme(json::value const& document) {
  std::vector<field_error> errors;
  auto settings = read_members(document, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  return settings;
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
