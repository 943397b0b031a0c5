// A candidate books a slot (contract 6): the slot is taken, the policy copied, the mails and reminders written, in one
// transaction.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/caller.hpp"
#include "scheduler/storage/store.hpp"

#include <optional>
#include <string>

namespace rehearse {

struct book_slot_request {
  slug interview_type;
  std::optional<volunteer_id> volunteer;  // none: the fairest of those who are free and fit
  match asked;
  instant start;
  candidate_details candidate;
  preparation prepared;
  consents agreed_to;
  std::string reference;
};

// The booking, `pending` where its policy asks to confirm the address. Refuses with not_found (type, volunteer),
// invalid (answers the intake does not know or lacks, an editor the volunteer does not offer), slot_unavailable (what
// else is free, alternatives_to tells: a look for readers, not for the one who writes), booking_limit (keeps a mail).
result<booking> book_slot(store& s, book_slot_request const& asked, instant now);

// What the database knows to be wrong with a request that has mistakes already, so that all are answered at once.
std::vector<field_error> further_mistakes(store& s, book_slot_request const& asked);

// Up to three free starts near one that is not: the same instant with another fitting volunteer first, then the
// nearest.
std::vector<alternative> alternatives_to(store& s, book_slot_request const& asked, instant now);

}  // namespace rehearse
