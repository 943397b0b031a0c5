#include "scheduler/documents/volunteer_document.hpp"

#include "scheduler/documents/field_reader.hpp"
#include "scheduler/documents/language_tag.hpp"
#include "scheduler/documents/web_address.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

template <class T>
void take(T& into, std::optional<T> read) {
  if (read) into = std::move(*read);
}

void make_lower(std::vector<std::string>& words) {
  for (auto& word : words)
    for (char& c : word)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
}

void read_about(volunteer& v, field_reader& r) {
  take(v.id.text, r.text("id"));
  take(v.name, r.text("name", {.required = true}));
  take(v.email, r.email("email", {.required = true}));
  if (auto const zone = r.zone("zone", {.required = true})) v.zone = zone->name();
  v.locale = read_locale(r).value_or("");
  take(v.headline, r.text("headline"));
  take(v.bio, r.long_text("bio"));
  take(v.pronouns, r.text("pronouns"));
}

void read_skills(volunteer& v, field_reader& r) {
  take(v.spoken, r.texts("spoken", {.at_most = 20}));
  for (std::size_t i = 0; i < v.spoken.size(); ++i)
    if (!v.spoken[i].empty() && !is_language_tag(v.spoken[i])) r.mistake("spoken", i, not_a_language);
  take(v.languages, r.texts("languages", {.at_most = 50}));
  take(v.topics, r.texts("topics", {.at_most = 50}));
  make_lower(v.languages);
  make_lower(v.topics);
  take(v.interview_types, r.texts("interview_types", {.at_most = 50}));
  take(v.editors, r.choices("editors", editor_named, "own_machine or shared_editor", {.at_most = 2}));
  if (r.has("editors") && v.editors.empty()) r.mistake("editors", "Must name own_machine, shared_editor or both.");
  take(v.unfamiliar_languages, r.boolean("unfamiliar_languages"));
}

json::array write_texts(std::vector<std::string> const& texts) {
  json::array list;
  for (auto const& text : texts) list.emplace_back(text);
  return list;
}

json::array write_editors(std::vector<editor> const& editors) {
  json::array list;
  for (auto const e : editors) list.emplace_back(name_of(e));
  return list;
}

}  // namespace

draft_of<volunteer> draft_volunteer(json::value const& document) {
  draft_of<volunteer> read;
  auto& v = read.it;
  field_reader r(document, read.mistakes);
  read_about(v, r);
  read_skills(v, r);
  take(v.meeting_url, read_place(r, "meeting_url"));
  take(v.editor_url, read_place(r, "editor_url"));
  take(v.reminders, r.boolean("reminders"));
  take(v.status, r.choice("status", volunteer_status_named, "invited, active, paused or left"));
  r.no_others();
  return read;
}

result<volunteer> read_volunteer(json::value const& document) {
  return finished(draft_volunteer(document));
}

json::object write_public_volunteer(volunteer const& v) {
  json::object document;
  document["id"] = v.id.text;
  document["name"] = v.name;
  document["zone"] = v.zone;
  document["headline"] = v.headline;
  document["bio"] = v.bio;
  document["pronouns"] = v.pronouns;
  document["spoken"] = write_texts(v.spoken);
  document["languages"] = write_texts(v.languages);
  document["topics"] = write_texts(v.topics);
  document["interview_types"] = write_texts(v.interview_types);
  document["editors"] = write_editors(v.editors);
  document["unfamiliar_languages"] = v.unfamiliar_languages;
  document["status"] = name_of(v.status);
  return document;
}

json::object write_volunteer(volunteer const& v) {
  auto document = write_public_volunteer(v);
  document["email"] = v.email;
  if (!v.locale.empty()) document["locale"] = v.locale;
  document["meeting_url"] = v.meeting_url;
  document["editor_url"] = v.editor_url;
  document["reminders"] = v.reminders;
  return document;
}

}  // namespace rehearse
