// Letters about a booking. Each ends with the way to give a heads-up, and its link.
#include "notify/letters/booking_words.hpp"
#include "notify/letters/draft.hpp"
#include "notify/letters/letters.hpp"
#include "notify/letters/plain_text.hpp"
#include "notify/letters/policy_sentences.hpp"

namespace rehearse {

namespace {

constexpr std::size_t longest_goal = 600;

// What all letters about a booking to one side begin with.
struct desk {
  desk(letter_side side, booking_facts const& booking)
      : to(side), b(booking), language(recipient_locale()), text(language) {}

  std::string recipient_locale() const {
    return to == letter_side::organizer ? b.programme.locale : own_side(to, b).locale;
  }

  recipient_facts recipient() const {
    auto const organizer = to == letter_side::organizer;
    auto const& own = own_side(to, b);
    auto const address = organizer ? mailbox{b.programme.name, b.programme.contact} : mailbox{own.name, own.address};
    return {address, recipient_locale(), b.programme};
  }

  time_span const& when() const { return own_side(to, b).when; }
  std::string other() const { return name_of_other(to, b, language); }

  // "Tue 24 Nov, 19:00 UTC+05:30": short enough for a subject.
  std::string short_when() const {
    auto const& start = when().start;
    return language.say("{day}, {time}", {{"day", text.short_day(start.at)}, {"time", text.time(start.at)}}) + " " +
           offset_text(start.offset);
  }

  letter_side to;
  booking_facts const& b;
  words language;
  time_text text;
};

void heads_up_of_candidate(desk const& d, letter_draft& draft) {
  draft.heading(d.language.say("Can't make it, or late?"));
  draft.paragraph(
      d.language.say("Tell us as early as you can. It takes a minute, nobody is angry, and somebody else can have the "
                     "time. Cancelling late is "
                     "far better than not coming."));
  draft.link(d.language.say("Cancel, move to another time, or say that you are late"), d.b.manage_url);
}

void heads_up_of_volunteer(desk const& d, letter_draft& draft) {
  draft.heading(d.language.say("Can't make it, or late?"));
  draft.paragraph(d.language.say(
      "Plans change, and that is all right: tell us as early as you can. It takes a minute, and {name} is "
      "told at once and helped to another time.",
      {{"name", d.other()}}));
  draft.link(d.language.say("Cancel, or say that you are late"), d.b.interview_url);
}

void heads_up(desk const& d, letter_draft& draft) {
  if (d.to == letter_side::candidate) heads_up_of_candidate(d, draft);
  if (d.to == letter_side::volunteer) heads_up_of_volunteer(d, draft);
}

std::string format_words(booking_facts const& b, words const& language) {
  std::string all;
  for (auto const& wish : b.format) {
    auto const* known = wish == "low_bandwidth" ? catalogued("slow connection")
                        : wish == "camera_off"  ? catalogued("camera off")
                        : wish == "captions"    ? catalogued("captions")
                                                : nullptr;
    if (known) all += (all.empty() ? "" : ", ") + language.say(known);
  }
  return all;
}

void preparation_for_volunteer(desk const& d, letter_draft& draft) {
  auto const wishes = format_words(d.b, d.language);
  if (d.b.goal.empty() && wishes.empty() && !d.b.accessibility_note) return;
  draft.heading(d.language.say("To prepare"));
  if (!wishes.empty()) draft.paragraph(d.language.say("Wishes: {wishes}.", {{"wishes", wishes}}));
  if (d.b.accessibility_note) {
    draft.paragraph(d.language.say("There is a note on accessibility: please read it on the interview's page."));
  }
  if (d.b.goal.empty()) return;
  draft.paragraph(d.language.say("What {name} wants to practise:", {{"name", d.other()}}));
  draft.quote(shortened(d.b.goal, longest_goal));
}

void preparation_for_candidate(desk const& d, letter_draft& draft) {
  if (d.b.criteria.empty()) return;
  draft.heading(d.language.say("What you get feedback on"));
  draft.bullets(d.b.criteria);
}

void rules_for_candidate(desk const& d, letter_draft& draft) {
  draft.heading(d.language.say("Good to know"));
  draft.bullets(policy_sentences(d.b.policy, d.language));
}

void open_page(desk const& d, letter_draft& draft) {
  draft.button(d.language.say("Open the interview's page"), page_of(d.to, d.b));
}

// How long until the start, as one says it: whole hours, or steps of five minutes.
minutes about_until(instant start, instant now) {
  auto const left = date::floor<minutes>(std::max(start - now, seconds{0}));
  auto const step = left >= 2h ? 60min : 5min;
  return (left + step / 2) / step * step;
}

std::string who_cancelled(desk const& d, letter_side by) {
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

std::string about_lateness(desk const& d, letter_side by) {
  if (by == d.to) {
    return d.language.say(
        "It was short notice, which has no consequence: telling us late is far better than not coming.");
  }
  return d.language.say("It is short notice, but you did not wait in vain.");
}

letter_draft::row when_row(desk const& d) {
  return {d.language.say("When it was, for you"), d.text.full(d.when().start, d.when().end)};
}

// The organizer sees both sides' times as their own.
std::vector<letter_draft::row> organizer_rows(desk const& d) {
  auto const& candidate = d.b.candidate;
  auto const& volunteer = d.b.volunteer;
  auto const label = [&d](std::string const& name) { return d.language.say("When, for {name}", {{"name", name}}); };
  return {{label(candidate_name(d.b, d.language)), d.text.full(candidate.when.start, candidate.when.end)},
          {label(name_of_other(letter_side::candidate, d.b, d.language)),
           d.text.full(volunteer.when.start, volunteer.when.end)},
          {d.language.say("Interview"), interview_words(d.b, d.language)},
          {d.language.say("Booking"), d.b.uid.substr(0, d.b.uid.find('@'))}};
}

std::string who_moved(desk const& d, letter_side by) {
  if (by == d.to) return d.language.say("Your interview has moved, as you asked.");
  if (by == letter_side::organizer) {
    return d.language.say("{programme} has moved this interview to another time.",
                          {{"programme", one_line(d.b.programme.name)}});
  }
  return d.language.say("{name} has moved the interview to another of the times that were open.",
                        {{"name", d.other()}});
}

void thanks_to_candidate(desk const& d, letter_draft& draft, bool ask_outcome) {
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
      d.language.say("Did something go wrong, or did it not take place? Say so on the page: nobody is blamed for "
                     "trouble with power or line. And "
                     "should you not be able to make the next one: cancelling, or saying that you are late, takes a "
                     "minute on its page."));
}

void thanks_to_volunteer(desk const& d, letter_draft& draft) {
  draft.paragraph(
      d.language.say("Thank you for the interview with {name}. An hour of yours can change how the next real one goes.",
                     {{"name", d.other()}}));
  draft.paragraph(
      d.language.say("Please say on its page whether it took place. Should you not be able to make a coming one: "
                     "cancelling, or saying that you "
                     "are late, takes a minute on its page, too."));
  draft.button(d.language.say("Open the interview's page"), d.b.interview_url);
}

}  // namespace

message letters::booking_confirmation(letter_side to, booking_facts const& b, letter_stamp const& stamp) const {
  auto const d = desk{to, b};
  auto const candidate = to == letter_side::candidate;
  auto draft = letter_draft{d.language.say("Booked: practice interview, {when}", {{"when", d.short_when()}}),
                            candidate ? d.language.say("Your practice interview is booked")
                                      : d.language.say("A practice interview is booked with you")};
  draft.rows(interview_rows(to, b, d.language));
  open_page(d, draft);
  heads_up(d, draft);
  if (candidate) rules_for_candidate(d, draft);
  candidate ? preparation_for_candidate(d, draft) : preparation_for_volunteer(d, draft);
  return with_calendar(about(b, draft, d.recipient(), stamp), to, b, invitation_method::request);
}

message letters::reminder(letter_side to, booking_facts const& b, bool ask_attendance,
                          letter_stamp const& stamp) const {
  auto const d = desk{to, b};
  auto const left = d.text.duration(about_until(b.start, stamp.date));
  auto draft = letter_draft{d.language.say("Reminder: practice interview, {when}", {{"when", d.short_when()}}),
                            d.language.say("Your practice interview starts in {duration}", {{"duration", left}})};
  draft.rows(interview_rows(to, b, d.language));
  if (ask_attendance) {
    draft.paragraph(d.language.say(
        "Will you be there? Please say so on its page: one click, and {name} can count on it.", {{"name", d.other()}}));
    draft.button(d.language.say("Yes, I will be there"), page_of(to, b));
  } else {
    open_page(d, draft);
  }
  heads_up(d, draft);
  if (to == letter_side::volunteer) preparation_for_volunteer(d, draft);
  return about(b, draft, d.recipient(), stamp);
}

message letters::rescheduled(letter_side to, booking_facts const& b, move_facts const& move,
                             letter_stamp const& stamp) const {
  auto const d = desk{to, b};
  auto const& before = to == letter_side::candidate ? move.candidate_before : move.volunteer_before;
  auto draft = letter_draft{d.language.say("Moved: practice interview, now {when}", {{"when", d.short_when()}}),
                            d.language.say("The interview has a new time")};
  draft.paragraph(who_moved(d, move.by));
  auto rows = interview_rows(to, b, d.language);
  rows.front().label = d.language.say("New time, for you");
  draft.rows(rows);
  draft.rows({{d.language.say("No longer"), d.text.full(before.start, before.end)}});
  open_page(d, draft);
  heads_up(d, draft);
  return with_calendar(about(b, draft, d.recipient(), stamp), to, b, invitation_method::request);
}

message letters::place_changed(letter_side to, booking_facts const& b, letter_stamp const& stamp) const {
  auto const d = desk{to, b};
  auto draft = letter_draft{d.language.say("New place to meet: practice interview, {when}", {{"when", d.short_when()}}),
                            d.language.say("The place to meet has changed")};
  draft.paragraph(
      d.language.say("The time stays; only where you meet, or the editor, is new. Please use these links:"));
  draft.rows(interview_rows(to, b, d.language));
  open_page(d, draft);
  heads_up(d, draft);
  return with_calendar(about(b, draft, d.recipient(), stamp), to, b, invitation_method::request);
}

message letters::cancellation(letter_side to, booking_facts const& b, cancellation_facts const& c,
                              letter_stamp const& stamp) const {
  auto const d = desk{to, b};
  auto draft = letter_draft{d.language.say("Cancelled: practice interview, {when}", {{"when", d.short_when()}}),
                            d.language.say("This interview is cancelled")};
  draft.paragraph(who_cancelled(d, c.by));
  if (c.late) draft.paragraph(about_lateness(d, c.by));
  if (c.by != to && !c.message.empty()) {
    draft.paragraph(d.language.say("With these words:"));
    draft.quote(shortened(c.message, longest_goal));
  }
  draft.rows({when_row(d),
              {d.language.say("Interview"), interview_words(b, d.language)},
              {d.language.say("With"), d.other()}});
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
  return with_calendar(about(b, draft, d.recipient(), stamp), to, b, invitation_method::cancel);
}

message letters::running_late(letter_side to, booking_facts const& b, minutes late, letter_stamp const& stamp) const {
  auto const d = desk{to, b};
  auto const how_late = d.text.duration(late);
  auto draft = letter_draft{
      d.language.say("{duration} late: practice interview, {when}", {{"duration", how_late}, {"when", d.short_when()}}),
      d.language.say("{name} is running late", {{"name", d.other()}})};
  draft.paragraph(d.language.say("{name} will be about {duration} late and lets you know. Please wait that long.",
                                 {{"name", d.other()}, {"duration", how_late}}));
  draft.rows(interview_rows(to, b, d.language));
  heads_up(d, draft);
  return about(b, draft, d.recipient(), stamp);
}

message letters::follow_up(letter_side to, booking_facts const& b, bool ask_outcome, letter_stamp const& stamp) const {
  auto const d = desk{to, b};
  auto draft = letter_draft{ask_outcome ? d.language.say("How did it go since your practice interview?")
                                        : d.language.say("After your practice interview"),
                            ask_outcome ? d.language.say("How did it go?") : d.language.say("Thank you")};
  if (to == letter_side::candidate) thanks_to_candidate(d, draft, ask_outcome);
  if (to == letter_side::volunteer) thanks_to_volunteer(d, draft);
  draft.rows({when_row(d),
              {d.language.say("Interview"), interview_words(b, d.language)},
              {d.language.say("With"), d.other()}});
  return about(b, draft, d.recipient(), stamp);
}

message letters::undeliverable(letter_side to, letter_side unreachable, booking_facts const& b,
                               letter_stamp const& stamp) const {
  auto const d = desk{to, b};
  auto const name = unreachable == letter_side::candidate ? candidate_name(b, d.language)
                                                          : name_of_other(letter_side::candidate, b, d.language);
  auto draft =
      letter_draft{d.language.say("Mail does not arrive: practice interview, {when}", {{"when", d.short_when()}}),
                   d.language.say("Mail to {name} does not arrive", {{"name", name}})};
  draft.paragraph(
      d.language.say("The mail server of {name} refuses our mails for good. The interview still stands, but {name} may "
                     "not know its latest time "
                     "and place.",
                     {{"name", name}}));
  draft.paragraph(
      to == letter_side::organizer
          ? d.language.say("If you can reach {name} another way, please do.", {{"name", name}})
          : d.language.say("If {name} does not come, it may be for this reason. The organizer is told as well.",
                           {{"name", name}}));
  draft.rows(to == letter_side::organizer ? organizer_rows(d) : interview_rows(to, b, d.language));
  draft.link(d.language.say("The interview's page"), page_of(to, b));
  heads_up(d, draft);
  return about(b, draft, d.recipient(), stamp);
}

}  // namespace rehearse
