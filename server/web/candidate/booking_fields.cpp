#include "server/web/candidate/booking_fields.hpp"

#include "scheduler/rules/address.hpp"
#include "scheduler/rules/plain_text.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "server/web/frame/refusal_words.hpp"

#include <algorithm>
#include <array>

namespace rehearse {
namespace {

std::string answer_name(intake_question const& q) {
  return "answer_" + q.id;
}

field intake_field(page_call const& c, intake_question const& q) {
  field f{.name = answer_name(q),
          .label = q.label,
          .kind = field_kind::lines,
          .required = q.required,
          .of_programme = true};
  if (q.kind == intake_kind::text) return f;
  f.kind = field_kind::one_of;
  for (auto const& choice : q.choices) f.options.push_back({choice, choice, true});
  if (q.kind == intake_kind::yes_no) f.options = {{"yes", c.say("Yes")}, {"no", c.say("No")}};
  if (!q.required) f.options.push_back({"", c.say("I would rather not say")});
  return f;
}

field editor_field(page_call const& c) {
  return {.name = "editor",
          .label = c.say("If you write code: how would you like to?"),
          .kind = field_kind::one_of,
          .options = {{"own_machine", c.say("On my own machine, sharing the screen")},
                      {"shared_editor", c.say("In a shared editor in the browser")},
                      {"", c.say("Either is fine")}}};
}

field format_field(page_call const& c) {
  return {.name = "format",
          .label = c.say("What suits you?"),
          .kind = field_kind::some_of,
          .options = {{"low_bandwidth", c.say("My connection is slow")},
                      {"camera_off", c.say("I would like to keep my camera off")},
                      {"captions", c.say("I would like captions")}}};
}

void look_at(page_call const& c, form& sent, std::string_view name, bool wrong) {
  if (wrong) sent.mistake(name, sentence_of(c, field_error{"/" + std::string(name), ""}));
}

// Several lines, as they are kept; a mistake where they are too long.
std::string lines_in(page_call const& c, form& sent, std::string_view name) {
  auto text = with_plain_line_breaks(sent.value(name));
  look_at(c, sent, name, mistake_in_lines(text).has_value());
  return text;
}

}  // namespace

std::vector<field> person_fields(page_call const& c) {
  return {{.name = "name", .label = c.say("Your name"), .required = true, .autocomplete = "name"},
          {.name = "email",
           .label = c.say("Your email address"),
           .kind = field_kind::email,
           .required = true,
           .hint = c.say("The invitation and the link to change or cancel go there."),
           .autocomplete = "email"}};
}

std::vector<field> preparation_fields(page_call const& c, interview_type const& type) {
  std::vector<field> fields;
  for (auto const& q : type.intake) fields.push_back(intake_field(c, q));
  fields.push_back({.name = "goal",
                    .label = c.say("What would you like to practise?"),
                    .kind = field_kind::lines,
                    .hint = c.say("A role you prepare for, a topic, something that went badly last time.")});
  fields.push_back({.name = "programming_language",
                    .label = c.say("Programming language"),
                    .hint = c.say("Leave it empty if it does not matter.")});
  fields.push_back(editor_field(c));
  fields.push_back(format_field(c));
  fields.push_back({.name = "accessibility",
                    .label = c.say("Is there anything you need, so that the interview works for you?"),
                    .kind = field_kind::lines,
                    .hint = c.say("Only your interviewer and the organizer see this. It is deleted 30 days after the "
                                  "interview.")});
  return fields;
}

preparation_asked preparation_in_two(page_call const& c, interview_type const& type) {
  constexpr auto most_now = 2;
  preparation_asked asked;
  auto const demanded = std::ranges::count_if(type.intake, &intake_question::required);
  for (auto& f : preparation_fields(c, type)) {
    bool const now = f.required || (f.name == "goal" && demanded < most_now);
    (now ? asked.now : asked.later).push_back(std::move(f));
  }
  return asked;
}

bool any_filled(form const& typed, std::vector<field> const& fields) {
  return std::ranges::any_of(
      fields, [&](field const& f) { return !typed.value(f.name).empty() || !typed.error_at(f.name).empty(); });
}

std::vector<field> consent_fields(page_call const& c) {
  return {{.name = "job_leads",
           .label = c.say("The programme may tell me about job openings."),
           .kind = field_kind::check}};
}

candidate_details candidate_in(page_call const& c, form& sent) {
  candidate_details candidate;
  candidate.name = sent.value("name");
  candidate.email = normal_address(sent.value("email"));
  candidate.zone = sent.value("zone");
  candidate.locale = c.language.locale();
  look_at(c, sent, "name", is_blank(candidate.name) || mistake_in_line(candidate.name));
  look_at(c, sent, "email", !is_address(candidate.email));
  look_at(c, sent, "zone", sent.error_at("zone").empty() && !time_zone::find(candidate.zone));
  return candidate;
}

preparation preparation_in(page_call const& c, form& sent, interview_type const& type) {
  constexpr std::array known_formats{"low_bandwidth", "camera_off", "captions"};
  preparation prepared;
  prepared.goal = lines_in(c, sent, "goal");
  if (auto const language = sent.value("programming_language"); !language.empty())
    prepared.programming_language = language;
  look_at(c, sent, "programming_language", mistake_in_line(sent.value("programming_language")).has_value());
  prepared.editor_choice = editor_named(sent.value("editor"));
  auto const chosen = sent.values("format");
  for (std::string const word : known_formats)
    if (std::ranges::find(chosen, word) != chosen.end()) prepared.format.push_back(word);
  prepared.accessibility = lines_in(c, sent, "accessibility");
  for (auto const& q : type.intake) {
    auto answer = lines_in(c, sent, answer_name(q));
    if (q.required && answer.empty())
      sent.mistake(answer_name(q), c.say("Please answer: {question}", {{"question", q.label}}));
    if (!answer.empty()) prepared.answers[q.id] = std::move(answer);
  }
  return prepared;
}

consents consents_in(form const& sent) {
  consents agreed;
  agreed.job_leads = sent.value("job_leads") == "yes";
  return agreed;
}

void fill_in(form& shown, booking const& b) {
  shown.set("name", b.candidate.name);
  shown.set("email", b.new_email.value_or(b.candidate.email));
  shown.set("zone", b.candidate.zone);
  shown.set("goal", b.prepared.goal);
  shown.set("programming_language", b.prepared.programming_language.value_or(""));
  shown.set("editor", b.prepared.editor_choice ? std::string(name_of(*b.prepared.editor_choice)) : "");
  shown.set_all("format", b.prepared.format);
  shown.set("accessibility", b.prepared.accessibility);
  for (auto const& [id, answer] : b.prepared.answers) shown.set("answer_" + id, answer);
  shown.set("job_leads", b.agreed_to.job_leads ? "yes" : "");
}

}  // namespace rehearse
