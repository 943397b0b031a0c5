#include "scheduler/use_cases/booking_form.hpp"

#include "scheduler/documents/web_address.hpp"
#include "scheduler/rules/address.hpp"
#include "scheduler/rules/time_zone.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::string_view answers_at = "/preparation/answers/";

// RFC 6901, 3: "~" and "/" inside a member's name.
std::string pointer_to_answer(std::string_view id) {
  std::string pointer(answers_at);
  for (char const c : id) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer += c;
  }
  return pointer;
}

bool contains(std::vector<std::string> const& words, std::string const& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string listed(std::vector<std::string> const& words) {
  std::string text;
  for (auto const& word : words) text += (text.empty() ? "\"" : ", \"") + word + "\"";
  return text;
}

void look_at_answer(intake_question const& question, std::string const& answer, field_errors& found) {
  auto const at = pointer_to_answer(question.id);
  if (question.kind == intake_kind::choice && !contains(question.choices, answer)) {
    found.push_back({at, "must be one of " + listed(question.choices)});
  }
  if (question.kind == intake_kind::yes_no && answer != "yes" && answer != "no") {
    found.push_back({at, "must be \"yes\" or \"no\""});
  }
}

bool is_blank(std::string const& text) {
  return text.find_first_not_of(" \t\n") == std::string::npos;
}

}  // namespace

void look_at_zone(std::string const& zone, field_errors& found) {
  if (!time_zone::find(zone)) {
    found.push_back({"/candidate/zone", "must be an IANA time zone, as \"Africa/Lagos\""});
  }
}

void look_at_address(std::string const& email, field_errors& found) {
  if (!is_address(email)) found.push_back({"/candidate/email", "must be an e-mail address"});
}

void look_at_answers(std::map<std::string, std::string> const& answers, interview_type const& type,
                     field_errors& found) {
  for (auto const& [id, answer] : answers) {
    auto const asks = [&id = id](intake_question const& q) { return q.id == id; };
    if (std::none_of(type.intake.begin(), type.intake.end(), asks)) {
      found.push_back({pointer_to_answer(id), "answers no question of this interview type"});
    }
  }
  for (auto const& question : type.intake) {
    auto const given = answers.find(question.id);
    bool const left_out = given == answers.end() || is_blank(given->second);
    if (left_out && question.required) found.push_back({pointer_to_answer(question.id), "must be answered"});
    if (!left_out) look_at_answer(question, given->second, found);
  }
}

void look_at_editor(std::optional<editor> choice, volunteer const& who, field_errors& found) {
  if (!choice || offers(who, *choice)) return;
  std::vector<std::string> offered;
  for (auto const e : who.editors) offered.emplace_back(name_of(e));
  found.push_back({"/preparation/editor", "must be one that this volunteer offers: " + listed(offered)});
}

void look_at_language(std::optional<std::string> const& language, volunteer const& who, field_errors& found) {
  if (!language || takes_language(who, *language)) return;
  found.push_back({"/preparation/programming_language",
                   "must be one that this volunteer knows (" + listed(who.languages) + "), or null"});
}

void look_at_link(std::string_view pointer, std::string const& url, field_errors& found) {
  if (url.empty() || is_web_address(url)) return;
  found.push_back({std::string(pointer), "must be an http or https URL, or empty"});
}

}  // namespace rehearse
