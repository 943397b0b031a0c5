#include "notify/letters/letter_desk.hpp"

namespace rehearse {

namespace {

void heads_up_of_candidate(letter_desk const& d, letter_draft& draft) {
  draft.heading(d.language.say("Can't make it, or late?"));
  draft.paragraph(
      d.language.say("Tell us as early as you can. It takes a minute, nobody is angry, and somebody else can have the "
                     "time. Cancelling late is "
                     "far better than not coming."));
  draft.link(d.b.may_move ? d.language.say("Cancel, move to another time, or say that you are late")
                          : d.language.say("Cancel, or say that you are late"),
             d.b.manage_url);
}

void heads_up_of_volunteer(letter_desk const& d, letter_draft& draft) {
  draft.heading(d.language.say("Can't make it, or late?"));
  draft.paragraph(d.language.say(
      "Plans change, and that is all right: tell us as early as you can. It takes a minute, and {name} is "
      "told at once and helped to another time.",
      {{"name", d.other()}}));
  draft.link(d.language.say("Cancel, or say that you are late"), d.b.interview_url);
}

}  // namespace

letter_desk::letter_desk(letter_side side, booking_facts const& booking)
    : to(side), b(booking), language(recipient_locale()), text(language) {}

std::string letter_desk::recipient_locale() const {
  return to == letter_side::organizer ? b.programme.locale : own_side(to, b).locale;
}

recipient_facts letter_desk::recipient() const {
  auto const organizer = to == letter_side::organizer;
  auto const& own = own_side(to, b);
  auto const address = organizer ? mailbox{"", b.programme.contact} : mailbox{own.name, own.address};
  return {address, recipient_locale(), b.programme, to == letter_side::volunteer};
}

std::string letter_desk::short_when() const {
  auto const& start = when().start;
  return language.say("{day}, {time}", {{"day", text.short_day(start.at)}, {"time", text.time(start.at)}}) + " " +
         offset_text(start.offset);
}

void add_heads_up(letter_desk const& d, letter_draft& draft) {
  if (d.to == letter_side::candidate) heads_up_of_candidate(d, draft);
  if (d.to == letter_side::volunteer) heads_up_of_volunteer(d, draft);
}

void add_page_button(letter_desk const& d, letter_draft& draft) {
  draft.button(d.language.say("Open the interview's page"), page_of(d.to, d.b));
}

}  // namespace rehearse
