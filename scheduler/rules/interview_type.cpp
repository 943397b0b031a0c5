#include "scheduler/rules/interview_type.hpp"

#include <algorithm>
#include <set>

namespace rehearse {
namespace {

constexpr std::string_view slug_rule = "Must be lower case letters, digits and single hyphens, 1 to 64 characters.";

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Ids of questions and criteria name JSON members: letters, digits, hyphens and underscores.
void look_at_id(std::string const& id, std::string const& pointer, std::set<std::string>& seen,
                std::vector<field_error>& found) {
  if (id.empty() || id.size() > 64 || !std::all_of(id.begin(), id.end(), is_id_character))
    found.push_back({pointer, "Must be lower case letters, digits, - and _, 1 to 64 characters."});
  else if (!seen.insert(id).second)
    found.push_back({pointer, "Must differ from every other id."});
}

void look_at_choices(intake_question const& question, std::string const& at, std::vector<field_error>& found) {
  auto const& choices = question.choices;
  std::set<std::string> const different(choices.begin(), choices.end());
  if (question.kind != intake_kind::choice) {
    if (!choices.empty()) found.push_back({at + "/choices", "Only a question of kind choice has choices."});
  } else if (choices.size() < 2 || choices.size() > 50) {
    found.push_back({at + "/choices", "Must be from 2 to 50 choices."});
  } else if (different.size() != choices.size() || different.contains("")) {
    found.push_back({at + "/choices", "Must be different from each other and not empty."});
  }
}

void look_at_intake(std::vector<intake_question> const& intake, std::vector<field_error>& found) {
  std::set<std::string> seen;
  if (intake.size() > 30) found.push_back({"/intake", "Must have at most 30 questions."});
  for (std::size_t i = 0; i < intake.size(); ++i) {
    auto const at = "/intake/" + std::to_string(i);
    look_at_id(intake[i].id, at + "/id", seen, found);
    if (intake[i].label.empty()) found.push_back({at + "/label", "Must not be empty."});
    look_at_choices(intake[i], at, found);
  }
}

void look_at_criteria(std::vector<criterion> const& criteria, std::vector<field_error>& found) {
  std::set<std::string> seen;
  if (criteria.size() > 30) found.push_back({"/criteria", "Must have at most 30 criteria."});
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    auto const at = "/criteria/" + std::to_string(i);
    look_at_id(criteria[i].id, at + "/id", seen, found);
    if (criteria[i].title.empty()) found.push_back({at + "/title", "Must not be empty."});
  }
}

}  // namespace

std::vector<field_error> mistakes_in(interview_type const& type) {
  std::vector<field_error> found;
  if (!is_slug(type.id)) found.push_back({"/id", std::string(slug_rule)});
  if (type.title.empty()) found.push_back({"/title", "Must not be empty."});
  if (type.duration < 10min || type.duration > 480min)
    found.push_back({"/duration_minutes", "Must be from 10 to 480."});
  if (type.policy && !is_slug(*type.policy)) found.push_back({"/policy", std::string(slug_rule)});
  look_at_intake(type.intake, found);
  look_at_criteria(type.criteria, found);
  return found;
}

bool is_slug(std::string_view text) {
  auto const fits = [](char c) { return is_id_character(c) && c != '_'; };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits) && text.front() != '-' &&
         text.back() != '-' && text.find("--") == text.npos;
}

}  // namespace rehearse
