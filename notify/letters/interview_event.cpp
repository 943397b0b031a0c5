#include "notify/letters/interview_event.hpp"

#include "notify/letters/booking_words.hpp"
#include "notify/letters/plain_text.hpp"

namespace rehearse {

namespace {

std::string description(letter_side of, booking_facts const& b, words const& language) {
  std::string text;
  for (auto const& row : interview_rows(of, b, language)) {
    if (!row.text.empty()) text += row.label + ": " + one_line(row.text) + "\n";
  }
  text += "\n" + language.say("Deleting this entry tells nobody. Can't make it, or late? Use this link:");
  return text + "\n" + page_of(of, b);
}

calendar_person organizer_of(programme_facts const& programme) {
  auto const& address = programme.contact.empty() ? programme.from.address : programme.contact;
  return {one_line(programme.name), address};
}

}  // namespace

calendar_event interview_event(letter_side of, booking_facts const& b, instant stamp) {
  auto const& own = own_side(of, b);
  auto const language = words{own.locale};
  calendar_event event;
  event.uid = b.uid;
  event.sequence = b.sequence;
  event.start = b.start;
  event.end = b.end;
  event.stamp = stamp;
  event.created = b.made_at;
  event.last_modified = b.changed_at;
  event.summary = language.say("Practice interview");
  event.description = description(of, b, language);
  event.location = one_line(b.meeting_url);
  event.url = page_of(of, b);
  event.organizer = organizer_of(b.programme);
  event.attendee = {harmless_to_strangers(own.name), own.address};
  return event;
}

}  // namespace rehearse
