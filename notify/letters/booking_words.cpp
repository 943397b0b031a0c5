#include "notify/letters/booking_words.hpp"

#include "notify/letters/plain_text.hpp"
#include "notify/words/time_text.hpp"

namespace rehearse {

namespace {

std::string or_else(std::string const& name, std::string const& instead) {
  return name.empty() ? instead : isolated(name);
}

std::string volunteer_name(booking_facts const& b, words const& language) {
  return or_else(harmless(b.volunteer.name), language.say("the volunteer"));
}

std::string place_words(booking_facts const& b, words const& language) {
  return b.meeting_url.empty() ? language.say("The link to meet follows by mail.") : b.meeting_url;
}

}  // namespace

person_facts const& own_side(letter_side side, booking_facts const& b) {
  return side == letter_side::candidate ? b.candidate : b.volunteer;
}

person_facts const& other_side(letter_side side, booking_facts const& b) {
  return side == letter_side::candidate ? b.volunteer : b.candidate;
}

std::string candidate_name(booking_facts const& b, words const& language) {
  return or_else(harmless(b.candidate.name), language.say("the candidate"));
}

std::string name_of_other(letter_side side, booking_facts const& b, words const& language) {
  return side == letter_side::candidate ? volunteer_name(b, language) : candidate_name(b, language);
}

std::string page_of(letter_side side, booking_facts const& b) {
  if (side == letter_side::organizer) return b.organizer_url;
  return side == letter_side::candidate ? b.manage_url : b.interview_url;
}

std::string editor_words(letter_side side, booking_facts const& b, words const& language) {
  switch (b.editor) {
    case letter_editor::own_machine:
      return side == letter_side::candidate ? language.say("Your own, with screen sharing")
                                            : language.say("The candidate's own, with screen sharing");
    case letter_editor::shared_editor:
      return is_web_link(b.editor_url) ? b.editor_url : language.say("A shared editor in the browser");
    case letter_editor::not_said:
      return is_web_link(b.editor_url) ? b.editor_url : std::string{};
  }
  return {};
}

std::string language_words(letter_side side, booking_facts const& b, words const& language) {
  if (!b.programming_language) return language.say("Any");
  // The candidate's address may be a stranger's; to the volunteer "ASP.NET" is no advertisement.
  return side == letter_side::volunteer ? one_line(*b.programming_language)
                                        : harmless_to_strangers(*b.programming_language);
}

letter_draft::row interview_row(booking_facts const& b, words const& language) {
  return {language.say("Interview"), time_text{language}.duration(b.duration), b.interview};
}

std::vector<letter_draft::row> interview_rows(letter_side side, booking_facts const& b, words const& language) {
  auto const text = time_text{language};
  auto const& own = own_side(side, b).when;
  auto const& others = other_side(side, b).when;
  auto const other = name_of_other(side, b, language);
  return {{language.say("When, for you"), text.full(own.start, own.end)},
          {language.say("When, for {name}", {{"name", other}}), text.full(others.start, others.end)},
          interview_row(b, language),
          {language.say("With"), other},
          {language.say("Where to meet"), place_words(b, language)},
          {language.say("Programming language"), language_words(side, b, language)},
          {language.say("Editor"), editor_words(side, b, language)}};
}

}  // namespace rehearse
