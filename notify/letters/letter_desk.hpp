// What all letters about a booking to one side begin with and share. For notify/letters alone. One thread at a time.
#pragma once

#include "notify/letters/booking_words.hpp"
#include "notify/letters/draft.hpp"
#include "notify/letters/facts.hpp"

#include <string>

namespace rehearse {

// The longest free text of one side that a mail brings to the other, in characters.
inline constexpr std::size_t longest_quote = 600;

struct letter_desk {
  letter_desk(letter_side side, booking_facts const& booking);

  std::string recipient_locale() const;
  recipient_facts recipient() const;
  // The interview's time for the reader; the organizer sees the volunteer's.
  time_span const& when() const { return own_side(to, b).when; }
  // Whom the reader meets.
  std::string other() const { return name_of_other(to, b, language); }
  // "Tue 24 Nov, 19:00 UTC+05:30": short enough for a subject.
  std::string short_when() const;

  letter_side to;
  booking_facts const& b;
  words language;
  time_text text;
};

// How to say that one cannot come or is late, with the link. Nothing for the organizer.
void add_heads_up(letter_desk const& d, letter_draft& draft);
// The button to the reader's page of the booking.
void add_page_button(letter_desk const& d, letter_draft& draft);

}  // namespace rehearse
