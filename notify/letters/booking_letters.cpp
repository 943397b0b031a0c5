// Letters before an interview: what, when and where. Each ends with the way to give a heads-up, and its link.
#include "notify/letters/letter_desk.hpp"
#include "notify/letters/letters.hpp"
#include "notify/letters/plain_text.hpp"
#include "notify/letters/policy_sentences.hpp"
#include "notify/words/world_names.hpp"

namespace rehearse {

namespace {

std::string format_words(booking_facts const& b, words const& language) {
  std::vector<std::string> all;
  for (auto const& wish : b.format) {
    auto const* known = wish == "low_bandwidth" ? catalogued("slow connection")
                        : wish == "camera_off"  ? catalogued("camera off")
                        : wish == "captions"    ? catalogued("captions")
                                                : nullptr;
    if (known) all.push_back(language.say(known));
  }
  return all.empty() ? "" : listed(all, language);
}

void preparation_for_volunteer(letter_desk const& d, letter_draft& draft) {
  auto const wishes = format_words(d.b, d.language);
  if (d.b.goal.empty() && wishes.empty() && !d.b.accessibility_note) return;
  draft.heading(d.language.say("To prepare"));
  if (!wishes.empty()) draft.paragraph(d.language.say("Wishes: {wishes}.", {{"wishes", wishes}}));
  if (d.b.accessibility_note) {
    draft.paragraph(d.language.say("There is a note on accessibility: please read it on the interview's page."));
  }
  if (d.b.goal.empty()) return;
  draft.paragraph(d.language.say("What {name} wants to practise:", {{"name", d.other()}}));
  draft.quote(shortened(d.b.goal, longest_quote));
}

void preparation_for_candidate(letter_desk const& d, letter_draft& draft) {
  if (d.b.criteria.empty()) return;
  draft.heading(d.language.say("What you get feedback on"));
  draft.bullets_of_programme(d.b.criteria);
}

void rules_for_candidate(letter_desk const& d, letter_draft& draft) {
  draft.heading(d.language.say("Good to know"));
  draft.bullets(policy_sentences(d.b.policy, d.language));
}

// How long until the start, as one says it: whole hours, or steps of five minutes.
minutes about_until(instant start, instant now) {
  auto const left = date::floor<minutes>(std::max(start - now, seconds{0}));
  auto const step = left >= 2h ? 60min : 5min;
  return (left + step / 2) / step * step;
}

std::string who_moved(letter_desk const& d, letter_side by) {
  if (by == d.to) return d.language.say("Your interview has moved, as you asked.");
  if (by == letter_side::organizer) {
    return d.language.say("{programme} has moved this interview to another time.",
                          {{"programme", one_line(d.b.programme.name)}});
  }
  return d.language.say("{name} has moved the interview to another of the times that were open.",
                        {{"name", d.other()}});
}

}  // namespace

message letters::booking_confirmation(letter_side to, booking_facts const& b, letter_stamp const& stamp) const {
  auto const d = letter_desk{to, b};
  auto const candidate = to == letter_side::candidate;
  auto draft = letter_draft{d.language.say("Booked: practice interview, {when}", {{"when", d.short_when()}}),
                            candidate ? d.language.say("Your practice interview is booked")
                                      : d.language.say("A practice interview is booked with you")};
  draft.rows(interview_rows(to, b, d.language));
  add_page_button(d, draft);
  add_heads_up(d, draft);
  if (candidate) rules_for_candidate(d, draft);
  candidate ? preparation_for_candidate(d, draft) : preparation_for_volunteer(d, draft);
  return with_calendar(about(b, std::move(draft), d.recipient(), stamp), to, b, invitation_method::request);
}

message letters::reminder(letter_side to, booking_facts const& b, bool ask_attendance,
                          letter_stamp const& stamp) const {
  auto const d = letter_desk{to, b};
  auto const candidate = to == letter_side::candidate;
  auto const left = d.text.duration(about_until(b.start, stamp.date));
  auto draft = letter_draft{d.language.say("Reminder: practice interview, {when}", {{"when", d.short_when()}}),
                            d.language.say("Your practice interview starts in {duration}", {{"duration", left}})};
  draft.rows(interview_rows(to, b, d.language));
  if (ask_attendance && candidate) {
    draft.paragraph(d.language.say(
        "Will you be there? Please open its page and press “Yes, I will come”: then {name} can count on it.",
        {{"name", d.other()}}));
    draft.button(d.language.say("Open the page, and say that you come"), page_of(to, b) + "#come");
  } else {
    add_page_button(d, draft);
  }
  add_heads_up(d, draft);
  if (!candidate) preparation_for_volunteer(d, draft);
  return about(b, std::move(draft), d.recipient(), stamp);
}

message letters::rescheduled(letter_side to, booking_facts const& b, move_facts const& move,
                             letter_stamp const& stamp) const {
  auto const d = letter_desk{to, b};
  auto const& before = to == letter_side::candidate ? move.candidate_before : move.volunteer_before;
  auto draft = letter_draft{d.language.say("Moved: practice interview, now {when}", {{"when", d.short_when()}}),
                            d.language.say("The interview has a new time")};
  draft.paragraph(who_moved(d, move.by));
  auto rows = interview_rows(to, b, d.language);
  rows.front().label = d.language.say("New time, for you");
  rows.insert(rows.begin() + 2, {d.language.say("No longer"), d.text.full(before.start, before.end)});
  draft.rows(rows);
  add_page_button(d, draft);
  add_heads_up(d, draft);
  return with_calendar(about(b, std::move(draft), d.recipient(), stamp), to, b, invitation_method::request);
}

message letters::place_changed(letter_side to, booking_facts const& b, letter_stamp const& stamp) const {
  auto const d = letter_desk{to, b};
  auto draft = letter_draft{d.language.say("New place to meet: practice interview, {when}", {{"when", d.short_when()}}),
                            d.language.say("The place to meet has changed")};
  draft.paragraph(
      d.language.say("The time stays; only where you meet, or the editor, is new. Please use these links:"));
  draft.rows(interview_rows(to, b, d.language));
  add_page_button(d, draft);
  add_heads_up(d, draft);
  return with_calendar(about(b, std::move(draft), d.recipient(), stamp), to, b, invitation_method::request);
}

}  // namespace rehearse
