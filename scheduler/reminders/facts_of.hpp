// What letters, pages and the API tell about a booking, looked up and turned into each side's wall-clock time: the one
// bridge from the scheduler's values to the facts of notify/letters. Within a job.
#pragma once

#include "notify/letters/facts.hpp"
#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/programme.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/store.hpp"

#include <string>
#include <string_view>

namespace rehearse {

// What letters need that stands in no table.
struct sender_facts {
  std::string public_url;    // without a slash at its end
  std::string from_address;  // [smtp] from
};

zoned_time zoned(instant when, time_zone const& zone);
// In the zone of that name; in UTC where this machine's database does not know it any more.
zoned_time zoned(instant when, std::string const& zone);

// Of reminders, those that come: whoever books for tomorrow is not promised one of two days before.
policy_facts policy_facts_of(booking const& b);
programme_facts programme_facts_of(programme const& p, sender_facts const& sender);
booking_facts booking_facts_of(store& s, booking const& b, sender_facts const& sender, instant now);

letter_side side_of(party p);

// A link in a mail of that locale: to a page in the same language, whatever the browser asks for.
std::string in_language(std::string const& url, std::string_view locale);

// Links of a booking. They carry tokens: they go to the candidate alone.
std::string manage_url_of(store& s, booking const& b, std::string const& public_url);
std::string confirm_url_of(store& s, booking const& b, std::string const& public_url);
std::string new_address_url_of(store& s, booking const& b, std::string const& public_url);

}  // namespace rehearse
