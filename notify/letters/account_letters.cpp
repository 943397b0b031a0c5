// Letters about no booking, or about addresses: what strangers can cause is short and carries none of their texts.
#include "notify/letters/booking_words.hpp"
#include "notify/letters/draft.hpp"
#include "notify/letters/letters.hpp"
#include "notify/letters/plain_text.hpp"

#include <algorithm>

namespace rehearse {

namespace {

std::string limit_reason(limit_facts const& limit, words const& language) {
  switch (limit.reason) {
    case letter_limit::open_bookings:
      return language.plural(
          "You have an interview booked already, and one at a time is what everybody gets.",
          "You have {count} interviews booked already, which is as many as one person can have at a time.",
          limit.count);
    case letter_limit::bookings:
      return language.plural(
          "You have booked an interview within {days} days, which is as many as one person can.",
          "You have booked {count} interviews within {days} days, which is as many as one person can.", limit.count,
          {{"days", std::to_string(limit.within_days)}});
    case letter_limit::no_shows:
      return language.say("Interviews in the last {days} days began without you and without a word beforehand.",
                          {{"days", std::to_string(limit.within_days)}});
    case letter_limit::overlap:
      return language.say("You have another interview booked at that time.");
  }
  return {};
}

std::string limit_mending(limit_facts const& limit, words const& language) {
  if (limit.until) {
    return language.say("You can book again from {time}.", {{"time", time_text{language}.full(*limit.until)}});
  }
  if (limit.reason == letter_limit::overlap) {
    return language.say("Choose another time, or move or cancel the other interview first.");
  }
  return limit.reason == letter_limit::open_bookings
             ? language.say("After one of them, or once you cancel one, you can book the next.")
             : language.say(
                   "It keeps the interviews for as many people as we can. You can book again some days later.");
}

std::string how_to_reach(programme_facts const& programme, words const& language) {
  if (programme.contact.empty()) return language.say("If this does not seem right, answer this mail.");
  return language.say("If this does not seem right, write to {contact}: a person reads it and can help.",
                      {{"contact", one_line(programme.contact)}});
}

// What the candidate's page of a booking is for.
std::string uses_of_page(bool may_move, words const& language) {
  return may_move ? language.say("cancel it, move it to another time, or say that you are late")
                  : language.say("cancel it, or say that you are late");
}

// Where all interviews of a reader can be given up, in letters that know no page of one interview, or must not tell it.
std::string page_of_all(programme_facts const& programme, std::string_view path, words const& language) {
  auto const url = programme.public_url + std::string(path);
  return language.locale() == "en" ? url : url + "?lang=" + language.locale();
}

void link_to_find(programme_facts const& programme, letter_draft& draft, words const& language) {
  draft.link(language.say("Get the links to your interviews by mail"), page_of_all(programme, "/find", language));
}

void link_to_interviews(programme_facts const& programme, letter_draft& draft, words const& language) {
  draft.link(language.say("Cancel an interview, or say that you are late"),
             page_of_all(programme, "/volunteer/interviews", language));
}

std::string valid_for(link_facts const& link, words const& language) {
  return language.say("The link works once, for {duration}.", {{"duration", time_text{language}.duration(link.valid)}});
}

}  // namespace

message letters::address_confirmation(booking_facts const& b, hold_facts const& hold, letter_stamp const& stamp) const {
  auto const language = words{b.candidate.locale};
  auto const text = time_text{language};
  auto draft = letter_draft{language.say("Please confirm your address: {programme}", {{"programme", b.programme.name}}),
                            language.say("Please confirm your address")};
  draft.paragraph(
      language.say("This interview is kept for you until {time}. Confirm that this is your address, and it is booked.",
                   {{"time", text.full(hold.until)}}));
  draft.rows({{language.say("When, for you"), text.full(b.candidate.when.start, b.candidate.when.end)},
              interview_row(b, language),
              {language.say("With"), name_of_other(letter_side::candidate, b, language)}});
  draft.button(language.say("Confirm and book"), hold.confirm_url);
  draft.paragraph(
      language.say("Can't make it after all? Do nothing: the time becomes free again by itself. Once it is booked, a "
                   "mail brings you the link with which you {uses}.",
                   {{"uses", uses_of_page(!b.policy.too_soon_to_move && b.policy.moves_left > 0, language)}}));
  link_to_find(b.programme, draft, language);
  draft.paragraph(language.say("If it was not you who asked for this, do nothing."));
  return about(b, std::move(draft), {{b.candidate.name, b.candidate.address}, b.candidate.locale, b.programme}, stamp);
}

message letters::new_address_confirmation(booking_facts const& b, std::string const& address, link_facts const& link,
                                          letter_stamp const& stamp) const {
  auto const language = words{b.candidate.locale};
  auto const text = time_text{language};
  auto draft =
      letter_draft{language.say("Please confirm your new address: {programme}", {{"programme", b.programme.name}}),
                   language.say("Is this your new address?")};
  draft.paragraph(
      language.say("Mails about the interview of {time} shall come to this address from now on. Until you confirm it, "
                   "they go to the old one.",
                   {{"time", text.full(b.candidate.when.start, b.candidate.when.end)}}));
  draft.button(language.say("Yes, use this address"), link.url);
  draft.paragraph(valid_for(link, language));
  // Not the link itself: this address may be somebody else's.
  draft.paragraph(language.say("Can't make the interview? With the link in each mail at your old address you {uses}.",
                               {{"uses", uses_of_page(b.may_move, language)}}));
  link_to_find(b.programme, draft, language);
  draft.paragraph(language.say("If it was not you who asked for this, do nothing."));
  return about(b, std::move(draft), {{b.candidate.name, address}, b.candidate.locale, b.programme}, stamp);
}

message letters::sign_in_link(recipient_facts const& r, link_facts const& link, letter_stamp const& stamp) const {
  auto const language = words{r.locale};
  auto draft = letter_draft{language.say("Your sign-in link: {programme}", {{"programme", r.programme.name}}),
                            language.say("Sign in")};
  draft.paragraph(language.say("Here is the link you asked for. It opens a page with a button that signs you in."));
  draft.button(language.say("Open the sign-in page"), link.url);
  draft.paragraph(valid_for(link, language));
  draft.paragraph(
      language.say("If it was not you who asked for this, do nothing: nobody can sign in without this mail."));
  draft.paragraph(
      language.say("Can't make an interview, or running late? Tell us as early as you can. The candidate is told at "
                   "once."));
  link_to_interviews(r.programme, draft, language);
  return finished(std::move(draft), r, stamp);
}

message letters::volunteer_invitation(recipient_facts const& r, std::string const& sign_in_url,
                                      letter_stamp const& stamp) const {
  auto const language = words{r.locale};
  auto draft = letter_draft{language.say("Welcome as a volunteer: {programme}", {{"programme", r.programme.name}}),
                            language.say("Thank you for giving practice interviews")};
  draft.paragraph(language.say("{programme} has added you as a volunteer. Three things, and candidates can book you:",
                               {{"programme", one_line(r.programme.name)}}));
  draft.bullets({language.say("Sign in: give this address, and a link comes by mail. There is no password."),
                 language.say("Say when you can be booked, in your own time zone. Daylight saving is taken care of."),
                 language.say("Add the link where you meet your candidates.")});
  draft.button(language.say("Sign in"), sign_in_url);
  draft.paragraph(language.say(
      "Plans change: every mail about an interview has a link with which you cancel it or say that you are "
      "late, and the candidate is told at once."));
  link_to_interviews(r.programme, draft, language);
  return finished(std::move(draft), r, stamp);
}

message letters::found_links(recipient_facts const& r, std::vector<found_booking> const& found,
                             letter_stamp const& stamp) const {
  auto const language = words{r.locale};
  auto const text = time_text{language};
  auto draft =
      letter_draft{language.say("The links to your interviews: {programme}", {{"programme", r.programme.name}}),
                   language.say("Your interviews")};
  draft.paragraph(language.say(
      "Here are the pages of your coming interviews. There you {uses}: it takes a minute and nobody is angry.",
      {{"uses", uses_of_page(std::ranges::any_of(found, &found_booking::may_move), language)}}));
  for (auto const& each : found) {
    draft.rows({{language.say("When, for you"), text.full(each.when.start, each.when.end)},
                {language.say("Interview"), "", each.interview}});
    draft.button(language.say("Open the interview's page"), each.manage_url);
  }
  draft.paragraph(language.say("Whoever has such a link can change the interview: please do not pass it on."));
  return finished(std::move(draft), r, stamp);
}

message letters::limit_explained(recipient_facts const& r, limit_facts const& limit, letter_stamp const& stamp) const {
  auto const language = words{r.locale};
  auto draft = letter_draft{language.say("About your booking: {programme}", {{"programme", r.programme.name}}),
                            language.say("Why this interview was not booked")};
  draft.paragraph(limit_reason(limit, language));
  draft.paragraph(limit_mending(limit, language));
  draft.paragraph(how_to_reach(r.programme, language));
  draft.link(language.say("Get the links of your interviews by mail, to see, move or cancel them"), limit.find_url);
  draft.paragraph(language.say("If it was not you who wanted to book, do nothing."));
  return finished(std::move(draft), r, stamp);
}

}  // namespace rehearse
