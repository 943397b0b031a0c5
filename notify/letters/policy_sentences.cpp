#include "notify/letters/policy_sentences.hpp"

#include "notify/words/world_names.hpp"

namespace rehearse {

namespace {

std::string how_to_cancel(policy_facts const& policy, words const& language, time_text const& text) {
  if (policy.cancel_before <= 0min) {
    return language.say("You can cancel until the start, {start}.", {{"start", text.full(policy.start)}});
  }
  if (policy.late_from_the_start) {
    return language.say(
        "You can cancel until the start, {start}. That is so soon that it counts as late, which has no consequence and "
        "is far better than not coming.",
        {{"start", text.full(policy.start)}});
  }
  return language.say(
      "You can cancel until the start. Best is until {until}, {duration} before: after that it counts as late, which "
      "has "
      "no consequence and is far better than not coming.",
      {{"until", text.full(policy.cancel_until)}, {"duration", text.duration(policy.cancel_before)}});
}

std::string how_to_move(policy_facts const& policy, words const& language, time_text const& text) {
  if (policy.moves_left <= 0) {
    return language.say("This interview cannot be moved any more; you can cancel it and book another time.");
  }
  if (policy.too_soon_to_move) {
    return language.say("It starts too soon to be moved to another time; you can cancel it and book another.");
  }
  auto const until = policy.move_before <= 0min ? policy.start : policy.move_until;
  return language.plural("You can move it to another time until {until}, once.",
                         "You can move it to another time until {until}, up to {count} times.", policy.moves_left,
                         {{"until", text.full(until)}});
}

// "24 hours and 1 hour".
std::string all_of(std::vector<minutes> const& lengths, words const& language, time_text const& text) {
  std::vector<std::string> durations;
  for (auto const& length : lengths) durations.push_back(text.duration(length));
  return listed(durations, language);
}

std::string what_if_not_coming(no_show_facts const& rule, words const& language) {
  return language.plural(
      "Not coming without a word once within {days} days means a pause of {pause} days before the next booking.",
      "Not coming without a word {count} times within {days} days means a pause of {pause} days before the next "
      "booking; "
      "the first time has no consequence.",
      rule.limit, {{"days", std::to_string(rule.within_days)}, {"pause", std::to_string(rule.pause_days)}});
}

}  // namespace

std::vector<std::string> policy_sentences(policy_facts const& policy, words const& language) {
  auto const text = time_text{language};
  auto sentences = std::vector{how_to_cancel(policy, language, text), how_to_move(policy, language, text)};
  if (!policy.reminders.empty()) {
    sentences.push_back(language.say("We remind you by mail {durations} before the start.",
                                     {{"durations", all_of(policy.reminders, language, text)}}));
  }
  if (policy.asks_attendance)
    sentences.push_back(language.say("A reminder asks you whether you will come: please answer it."));
  if (policy.no_show) sentences.push_back(what_if_not_coming(*policy.no_show, language));
  return sentences;
}

}  // namespace rehearse
