#include "scheduler/documents/preparation_document.hpp"

#include "scheduler/documents/field_reader.hpp"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> formats = {"low_bandwidth", "camera_off", "captions"};

std::vector<std::string> read_format(field_reader& r) {
  auto const words = r.texts("format", {.at_most = formats.size()}).value_or(std::vector<std::string>{});
  for (std::size_t i = 0; i < words.size(); ++i)
    if (std::find(formats.begin(), formats.end(), words[i]) == formats.end())
      r.mistake("format", i, "Must be low_bandwidth, camera_off or captions.");
  return words;
}

// Any names: which of them the interview type asks for is looked at with the type at hand.
std::map<std::string, std::string> read_answers(field_reader& r) {
  std::map<std::string, std::string> answers;
  auto given = r.object("answers");
  if (!given) return answers;
  auto const names = given->names();
  if (names.size() > 50) {
    r.mistake("answers", "Must have at most 50 answers.");
    return answers;
  }
  for (auto const& name : names)
    if (auto text = given->long_text(name)) answers[name] = std::move(*text);
  return answers;
}

}  // namespace

draft_of<preparation> draft_preparation(json::value const& document, std::string_view at) {
  draft_of<preparation> read;
  auto& [prepared, errors] = read;
  field_reader r(document, errors, std::string(at));
  prepared.goal = r.long_text("goal").value_or("");
  prepared.programming_language = r.text("programming_language");
  prepared.editor_choice = r.choice("editor", editor_named, "own_machine or shared_editor");
  prepared.format = read_format(r);
  prepared.accessibility = r.long_text("accessibility").value_or("");
  prepared.answers = read_answers(r);
  r.no_others();
  return read;
}

result<preparation> read_preparation(json::value const& document, std::string_view at) {
  return finished(draft_preparation(document, at));
}

json::object write_preparation(preparation const& prepared) {
  json::array format;
  for (auto const& word : prepared.format) format.emplace_back(word);
  json::object answers;
  for (auto const& [id, text] : prepared.answers) answers[id] = text;
  json::object document;
  document["goal"] = prepared.goal;
  document["programming_language"] =
      prepared.programming_language ? json::value(*prepared.programming_language) : json::value();
  document["editor"] = prepared.editor_choice ? json::value(name_of(*prepared.editor_choice)) : json::value();
  document["format"] = std::move(format);
  document["accessibility"] = prepared.accessibility;
  document["answers"] = std::move(answers);
  return document;
}

}  // namespace rehearse
