#include "server/web/volunteer/clock_notes.hpp"

#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"
#include "scheduler/rules/clock_changes.hpp"

#include <algorithm>

namespace rehearse {
namespace {

std::string change_text(words const& language, clock_change const& change) {
  time_text const times(language);
  placeholders const facts{{"day", times.day(change.before)},
                           {"city", city_name(change.zone, language)},
                           {"before", times.time(change.before)},
                           {"after", times.time(change.after)}};
  return change.forward() > 0min
             ? language.say("{day}: the clocks in {city} go forward, from {before} to {after}.", facts)
             : language.say("{day}: the clocks in {city} go back, from {before} to {after}.", facts);
}

std::string touched_text(words const& language, touched_hours const& t) {
  time_text const times(language);
  auto const at = [&](minutes since_midnight) { return times.time(wall_clock{since_midnight}); };
  auto const shown = at(t.hours.from) + "–" + at(t.hours.to);
  if (t.none_at_all) return language.say("Your hours {hours} do not exist that day.", {{"hours", shown}});
  placeholders const facts{{"hours", shown}, {"length", times.duration(t.longer > 0min ? t.longer : -t.longer)}};
  return t.longer > 0min
             ? language.say("Your hours {hours} are {length} longer that day: part of them comes twice.", facts)
             : language.say("Your hours {hours} are {length} shorter that day.", facts);
}

std::string felt_text(words const& language, felt_change const& felt) {
  auto text = change_text(language, felt.change);
  for (auto const& t : felt.touched) text += " " + touched_text(language, t);
  auto const by = felt.change.forward();
  auto const length = time_text(language).duration(by > 0min ? by : -by);
  auto const moved = by > 0min ? language.say(
                                     "From then on, candidates whose clocks stay see your hours {length} "
                                     "earlier; on your own clock nothing moves.",
                                     {{"length", length}})
                               : language.say(
                                     "From then on, candidates whose clocks stay see your hours {length} "
                                     "later; on your own clock nothing moves.",
                                     {{"length", length}});
  return text + " " + moved;
}

std::string candidate_text(words const& language, clock_change const& change) {
  auto const by = change.forward();
  auto const length = time_text(language).duration(by > 0min ? by : -by);
  return change_text(language, change) + " " +
         (by > 0min
              ? language.say("From then on, candidates there see your hours {length} later.", {{"length", length}})
              : language.say("From then on, candidates there see your hours {length} earlier.", {{"length", length}}));
}

}  // namespace

std::vector<std::string> clock_notes(words const& language, availability const& published,
                                     std::string const& candidate_zone, instant from, instant to) {
  if (published.weekly.empty() && published.overrides.empty()) return {};
  std::vector<std::string> notes;
  auto const felt = clock_changes_felt(published, from, to);
  for (auto const& f : felt) notes.push_back(felt_text(language, f));
  auto const candidates = time_zone::find(candidate_zone);
  if (!candidates) return notes;
  for (auto const& change : clock_changes_in(*candidates, from, to)) {
    // Clocks that change on one night change nothing between the two sides.
    bool const together = std::ranges::any_of(felt, [&](felt_change const& f) {
      return f.change.forward() == change.forward() && std::chrono::abs(f.change.at - change.at) < 24h;
    });
    if (!together) notes.push_back(candidate_text(language, change));
  }
  return notes;
}

}  // namespace rehearse
