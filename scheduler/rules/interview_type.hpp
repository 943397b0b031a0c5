// What can be booked: a duration, what is asked beforehand, what feedback is given against. Plain values.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

enum class intake_kind { text, choice, yes_no };

struct intake_question {
  std::string id;
  std::string label;
  intake_kind kind = intake_kind::text;
  std::vector<std::string> choices;  // of a choice: at least two
  bool required = false;
};

// What feedback is given against; shown to the candidate before the interview.
struct criterion {
  std::string id;
  std::string title;
  std::string what_good_looks_like;
};

struct interview_type {
  slug id;
  std::string title;
  minutes duration{60};
  std::string description;
  std::optional<slug> policy;  // none: the programme's default
  std::vector<intake_question> intake;
  std::vector<criterion> criteria;
  int revision = 0;  // raised by every change; the ETag
};

// Everything wrong with it (durations 10–480 minutes, slugs, choices, doubled ids), each with its pointer.
std::vector<field_error> mistakes_in(interview_type const& type);

// Lower case letters, digits and single hyphens inside, 1 to 64 characters.
bool is_slug(std::string_view text);

}  // namespace rehearse
