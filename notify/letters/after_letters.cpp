// Letters about what does not go as agreed, and about what comes after.
#include "notify/letters/letter_desk.hpp"
#include "notify/letters/letters.hpp"
#include "notify/letters/plain_text.hpp"

namespace rehearse {

namespace {

std::string who_cancelled(letter_desk const& d, letter_side by) {
  if (by == d.to) return d.language.say("Your interview is cancelled, as you asked. Thank you for telling us.");
  switch (by) {
    case letter_side::candidate:
      return d.language.say("{name} cannot make it and has told us, as we ask everybody to. Your time is free again.",
                            {{"name", candidate_name(d.b, d.language)}});
    case letter_side::volunteer:
      return d.language.say("We are sorry: {name} cannot give this interview after all. It is not about you.",
                            {{"name", d.other()}});
    case letter_side::organizer:
      return d.language.say("We are sorry: {programme} had to cancel this interview.",
                            {{"programme", one_line(d.b.programme.name)}});
  }
  return {};
}

std::string about_lateness(letter_desk const& d, letter_side by) {
  if (by == d.to) {
    return d.language.say(
        "It was short notice, which has no consequence: telling us late is far better than not coming.");
  }
  return d.language.say("It is short notice, but you did not wait in vain.");
}

letter_draft::row when_row(letter_desk const& d) {
  return {d.language.say("When it was, for you"), d.text.full(d.when().start, d.when().end)};
}

// The organizer sees both sides' times as their own.
std::vector<letter_draft::row> organizer_rows(letter_desk const& d) {
  auto const& candidate = d.b.candidate;
  auto const& volunteer = d.b.volunteer;
  auto const label = [&d](std::string const& name) { return d.language.say("When, for {name}", {{"name", name}}); };
  return {{label(candidate_name(d.b, d.language)), d.text.full(candidate.when.start, candidate.when.end)},
          {label(name_of_other(letter_side::candidate, d.b, d.language)),
           d.text.full(volunteer.when.start, volunteer.when.end)},
          interview_row(d.b, d.language),
          {d.language.say("Booking"), d.b.uid.substr(0, d.b.uid.find('@'))}};
}

void thanks_to_candidate(letter_desk const& d, letter_draft& draft, bool ask_outcome) {
  if (ask_outcome) {
    draft.paragraph(
        d.language.say("Some weeks ago you practised with {name}. How have your real interviews gone since? One line "
                       "back helps us, and the next candidates, whatever the outcome.",
                       {{"name", d.other()}}));
  } else {
    draft.paragraph(
        d.language.say("We hope the interview with {name} helped. Write down what you want to do differently next time "
                       "while it is fresh.",
                       {{"name", d.other()}}));
  }
  draft.button(d.language.say("Open the interview's page"), d.b.manage_url);
  draft.link(d.language.say("Book another interview"), d.b.book_url);
  draft.paragraph(
      // Weeks later the page takes no report any more.
      ask_outcome
          ? d.language.say("Something went wrong? Answer this mail: a person reads it. And should you not be able to "
                           "make the next one: cancelling, or saying that you are late, takes a minute on its page.")
          : d.language.say("Did something go wrong, or did it not take place? Say so on the page: nobody is blamed for "
                           "trouble with power or connection. And should you not be able to make the next one: "
                           "cancelling, or saying that you are late, takes a minute on its page."));
}

void thanks_to_volunteer(letter_desk const& d, letter_draft& draft) {
  draft.paragraph(
      d.language.say("Thank you for the interview with {name}. An hour of yours can change how the next real one goes.",
                     {{"name", d.other()}}));
  draft.paragraph(
      d.language.say("Please say on its page whether it took place. Should you not be able to make a coming one: "
                     "cancelling, or saying that you "
                     "are late, takes a minute on its page, too."));
  draft.button(d.language.say("Open the interview's page"), d.b.interview_url);
}

std::string about_refused_mail(letter_desk const& d, std::string const& name) {
  if (d.b.cancelled)
    return d.language.say(
        "The mail server of {name} refuses our mails, and trying again would not help. The interview is cancelled, but "
        "{name} may not know it.",
        {{"name", name}});
  return d.language.say(
      "The mail server of {name} refuses our mails, and trying again would not help. The interview still stands, but "
      "{name} "
      "may not know its latest time and place.",
      {{"name", name}});
}

}  // namespace

message letters::cancellation(letter_side to, booking_facts const& b, cancellation_facts const& c,
                              letter_stamp const& stamp) const {
  auto const d = letter_desk{to, b};
  auto draft = letter_draft{d.language.say("Cancelled: practice interview, {when}", {{"when", d.short_when()}}),
                            d.language.say("This interview is cancelled")};
  draft.paragraph(who_cancelled(d, c.by));
  if (c.late) draft.paragraph(about_lateness(d, c.by));
  if (c.by != to && !c.message.empty()) {
    draft.paragraph(d.language.say("With these words:"));
    draft.quote(shortened(c.message, longest_quote));
  }
  draft.rows({when_row(d), interview_row(b, d.language), {d.language.say("With"), d.other()}});
  if (to == letter_side::candidate) {
    draft.button(d.language.say("Find another time"), b.book_url);
    draft.paragraph(d.language.say(
        "If you cannot make the next one either, that is all right: its page is where you cancel, move it, "
        "or say that you are late."));
  } else {
    draft.paragraph(d.language.say(
        "Nothing is left for you to do. Should you not be able to make another one: its page is where you "
        "cancel or say that you are late."));
  }
  draft.link(d.language.say("The interview's page"), page_of(to, b));
  return with_calendar(about(b, std::move(draft), d.recipient(), stamp), to, b, invitation_method::cancel);
}

message letters::running_late(letter_side to, booking_facts const& b, minutes late, letter_stamp const& stamp) const {
  auto const d = letter_desk{to, b};
  auto const how_late = d.text.duration(late);
  auto draft = letter_draft{
      d.language.say("{duration} late: practice interview, {when}", {{"duration", how_late}, {"when", d.short_when()}}),
      d.language.say("{name} is running late", {{"name", d.other()}})};
  draft.paragraph(d.language.say("{name} will be about {duration} late and lets you know. Please wait that long.",
                                 {{"name", d.other()}, {"duration", how_late}}));
  draft.rows(interview_rows(to, b, d.language));
  add_heads_up(d, draft);
  return about(b, std::move(draft), d.recipient(), stamp);
}

message letters::follow_up(letter_side to, booking_facts const& b, bool ask_outcome, letter_stamp const& stamp) const {
  auto const d = letter_desk{to, b};
  auto draft = letter_draft{ask_outcome ? d.language.say("How did it go since your practice interview?")
                                        : d.language.say("After your practice interview"),
                            ask_outcome ? d.language.say("How did it go?") : d.language.say("Thank you")};
  if (to == letter_side::candidate) thanks_to_candidate(d, draft, ask_outcome);
  if (to == letter_side::volunteer) thanks_to_volunteer(d, draft);
  draft.rows({when_row(d), interview_row(b, d.language), {d.language.say("With"), d.other()}});
  return about(b, std::move(draft), d.recipient(), stamp);
}

message letters::undeliverable(letter_side to, letter_side unreachable, booking_facts const& b,
                               letter_stamp const& stamp) const {
  auto const d = letter_desk{to, b};
  auto const name = unreachable == letter_side::candidate ? candidate_name(b, d.language)
                                                          : name_of_other(letter_side::candidate, b, d.language);
  auto draft =
      letter_draft{d.language.say("Mail does not arrive: practice interview, {when}", {{"when", d.short_when()}}),
                   d.language.say("Mail to {name} does not arrive", {{"name", name}})};
  draft.paragraph(about_refused_mail(d, name));
  if (to == letter_side::organizer) {
    draft.paragraph(d.language.say("If you can reach {name} another way, please do.", {{"name", name}}));
  } else if (!b.cancelled) {
    draft.paragraph(d.language.say("If {name} does not come, it may be for this reason. The organizer is told as well.",
                                   {{"name", name}}));
  }
  draft.rows(to == letter_side::organizer ? organizer_rows(d) : interview_rows(to, b, d.language));
  draft.link(d.language.say("The interview's page"), page_of(to, b));
  if (!b.cancelled) add_heads_up(d, draft);
  return about(b, std::move(draft), d.recipient(), stamp);
}

}  // namespace rehearse
