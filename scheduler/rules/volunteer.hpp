// A person who gives practice interviews, as the programme knows them. Plain values; the availability stands apart.
#pragma once

#include "scheduler/rules/interview_type.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

enum class volunteer_status { invited, active, paused, left };
enum class editor { own_machine, shared_editor };

struct volunteer {
  volunteer_id id;
  std::string name;
  std::string email;  // lower case
  std::string zone;   // only seeds the availability's
  std::string locale = "en";
  std::string headline;
  std::string bio;
  std::string pronouns;
  std::vector<std::string> spoken{"en"};  // BCP 47, what is spoken in the interview
  std::vector<std::string> languages;     // programming languages, lower case
  std::vector<std::string> topics;        // lower case
  std::vector<slug> interview_types;      // none: all
  std::vector<editor> editors{editor::own_machine, editor::shared_editor};
  bool unfamiliar_languages = true;  // takes interviews in a language they do not know
  std::string meeting_url;
  std::string editor_url;
  bool reminders = true;
  volunteer_status status = volunteer_status::active;
  int feed_generation = 0;
  int revision = 0;        // of this record; the ETag
  int slots_revision = 0;  // raised by all that can change their slots: availability, occupations, status
};

// What a candidate asks of a volunteer. Filters, never ranks (contract 6). Empty members ask nothing.
struct match {
  std::string language;  // a programming language
  std::string topic;
  std::string spoken;  // a language range (RFC 4647): "en" is met by "en-GB" too, "*" by all
  std::optional<editor> wants_editor;
};

bool gives(volunteer const& who, slug const& type);
// Who asks for a language, a topic or a spoken language wants somebody who names it.
bool fits(volunteer const& who, match const& asked);
bool offers(volunteer const& who, editor e);
// Whether the candidate may work in it: any language, unless the volunteer said no to unfamiliar ones.
bool takes_language(volunteer const& who, std::string_view language);

// "own_machine", "shared_editor"; "invited", …; and back.
std::string_view name_of(editor e);
std::string_view name_of(volunteer_status s);
std::optional<editor> editor_named(std::string_view name);
std::optional<volunteer_status> volunteer_status_named(std::string_view name);

}  // namespace rehearse
