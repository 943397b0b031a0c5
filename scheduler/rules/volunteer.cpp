#include "scheduler/rules/volunteer.hpp"

#include "scheduler/rules/names.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr named<editor> editors[] = {
    {editor::own_machine, "own_machine"},
    {editor::shared_editor, "shared_editor"},
};

constexpr named<volunteer_status> statuses[] = {
    {volunteer_status::invited, "invited"},
    {volunteer_status::active, "active"},
    {volunteer_status::paused, "paused"},
    {volunteer_status::left, "left"},
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool names_word(std::vector<std::string> const& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](std::string const& w) { return same_word(w, word); });
}

// "en" is met by "en" and "en-GB" (RFC 4647 section 3.3.1, basic filtering).
bool speaks(volunteer const& who, std::string_view range) {
  if (range == "*") return !who.spoken.empty();
  return std::any_of(who.spoken.begin(), who.spoken.end(), [&](std::string_view tag) {
    return same_word(tag.substr(0, range.size()), range) && (tag.size() == range.size() || tag[range.size()] == '-');
  });
}

}  // namespace

bool gives(volunteer const& who, slug const& type) {
  return who.interview_types.empty() ||
         std::find(who.interview_types.begin(), who.interview_types.end(), type) != who.interview_types.end();
}

bool fits(volunteer const& who, match const& asked) {
  if (!asked.language.empty() && !names_word(who.languages, asked.language)) return false;
  if (!asked.topic.empty() && !names_word(who.topics, asked.topic)) return false;
  if (!asked.spoken.empty() && !speaks(who, asked.spoken)) return false;
  return !asked.wants_editor || offers(who, *asked.wants_editor);
}

bool offers(volunteer const& who, editor e) {
  return std::find(who.editors.begin(), who.editors.end(), e) != who.editors.end();
}

bool takes_language(volunteer const& who, std::string_view language) {
  return who.unfamiliar_languages || names_word(who.languages, language);
}

std::string_view name_of(editor e) {
  return name_in(editors, e);
}

std::string_view name_of(volunteer_status s) {
  return name_in(statuses, s);
}

std::optional<editor> editor_named(std::string_view name) {
  return value_in(editors, name);
}

std::optional<volunteer_status> volunteer_status_named(std::string_view name) {
  return value_in(statuses, name);
}

}  // namespace rehearse
