#include "server/web/frame/preparation_words.hpp"

#include "notify/words/world_names.hpp"

#include <algorithm>
#include <set>

namespace rehearse {
namespace {

std::string answer_words(words const& language, std::string const& answer, bool is_yes_or_no) {
  if (is_yes_or_no && answer == "yes") return language.say("Yes");
  return is_yes_or_no && answer == "no" ? language.say("No") : answer;
}

}  // namespace

std::vector<view> answer_views(words const& language, booking const& b, interview_type const* type) {
  std::vector<view> answers;
  std::set<std::string> asked;
  for (auto const& q : type != nullptr ? type->intake : std::vector<intake_question>{}) {
    asked.insert(q.id);
    if (auto const found = b.prepared.answers.find(q.id); found != b.prepared.answers.end())
      answers.push_back(
          {{"label", q.label}, {"answer", answer_words(language, found->second, q.kind == intake_kind::yes_no)}});
  }
  for (auto const& [id, answer] : b.prepared.answers)
    if (!asked.contains(id)) answers.push_back({{"label", id}, {"answer", answer}});
  return answers;
}

std::string format_words(words const& language, std::vector<std::string> const& format) {
  std::vector<std::string> all;
  auto const add = [&](std::string_view name, std::string const& text) {
    if (std::ranges::find(format, name) != format.end()) all.push_back(text);
  };
  add("low_bandwidth", language.say("slow connection"));
  add("camera_off", language.say("camera off"));
  add("captions", language.say("captions"));
  return all.empty() ? "" : listed(all, language);
}

}  // namespace rehearse
