#include "scheduler/documents/interview_type_document.hpp"

#include "scheduler/documents/field_reader.hpp"
#include "scheduler/rules/names.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

constexpr named<intake_kind> kinds[] = {
    {intake_kind::text, "text"},
    {intake_kind::choice, "choice"},
    {intake_kind::yes_no, "yes_no"},
};
std::optional<intake_kind> kind_named(std::string_view name) {
  return value_in(kinds, name);
}

intake_question read_question(field_reader& item) {
  intake_question question;
  question.id = item.text("id", {.required = true}).value_or("");
  question.label = item.text("label", {.required = true}).value_or("");
  auto const kind = item.choice("kind", kind_named, "text, choice or yes_no", {.required = true});
  question.kind = kind.value_or(intake_kind::text);
  question.choices = item.texts("choices").value_or(std::vector<std::string>{});
  if (!kind) question.choices.clear();  // nobody knows whether it may have some
  question.required = item.boolean("required").value_or(false);
  item.no_others();
  return question;
}

criterion read_criterion(field_reader& item) {
  criterion c;
  c.id = item.text("id", {.required = true}).value_or("");
  c.title = item.text("title", {.required = true}).value_or("");
  c.what_good_looks_like = item.long_text("what_good_looks_like").value_or("");
  item.no_others();
  return c;
}

interview_type read_members(json::value const& document, std::vector<field_error>& errors) {
  interview_type type;
  field_reader r(document, errors);
  type.id = r.text("id", {.required = true}).value_or("");
  type.title = r.text("title", {.required = true}).value_or("");
  type.duration = minutes(r.integer("duration_minutes", {.required = true}).value_or(0));
  type.description = r.long_text("description").value_or("");
  type.policy = r.text("policy");
  for (auto& item : r.objects("intake")) type.intake.push_back(read_question(item));
  for (auto& item : r.objects("criteria")) type.criteria.push_back(read_criterion(item));
  r.no_others();
  return type;
}

json::array write_texts(std::vector<std::string> const& texts) {
  json::array list;
  for (auto const& text : texts) list.emplace_back(text);
  return list;
}

json::array write_intake(std::vector<intake_question> const& intake) {
  json::array list;
  for (auto const& question : intake)
    list.push_back(json::object{{"id", question.id},
                                {"label", question.label},
                                {"kind", name_in(kinds, question.kind)},
                                {"choices", write_texts(question.choices)},
                                {"required", question.required}});
  return list;
}

json::array write_criteria(std::vector<criterion> const& criteria) {
  json::array list;
  for (auto const& c : criteria)
    list.push_back(json::object{{"id", c.id}, {"title", c.title}, {"what_good_looks_like", c.what_good_looks_like}});
  return list;
}

}  // namespace

draft_of<interview_type> draft_interview_type(json::value const& document) {
  draft_of<interview_type> read;
  read.it = read_members(document, read.mistakes);
  add_further(read.mistakes, mistakes_in(read.it));
  return read;
}

result<interview_type> read_interview_type(json::value const& document) {
  return finished(draft_interview_type(document));
}

result<interview_type> read_kept_interview_type(json::value const& document) {
  std::vector<field_error> errors;
  auto type = read_members(document, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  return type;
}

json::object write_interview_type(interview_type const& type) {
  json::object document;
  document["id"] = type.id;
  document["title"] = type.title;
  document["duration_minutes"] = type.duration.count();
  document["description"] = type.description;
  document["policy"] = type.policy ? json::value(*type.policy) : json::value();
  document["intake"] = write_intake(type.intake);
  document["criteria"] = write_criteria(type.criteria);
  return document;
}

}  // namespace rehearse
