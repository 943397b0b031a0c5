// The fields of a booking's form: what is asked, and what is made of what was typed. Used when booking and when
// correcting one's data. Pure; any thread.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/interview_type.hpp"
#include "server/web/frame/fields.hpp"
#include "server/web/frame/page.hpp"

#include <vector>

namespace rehearse {

// Name and address.
std::vector<field> person_fields(page_call const& c);
// Everything that is optional but what the type's own questions demand.
std::vector<field> preparation_fields(page_call const& c, interview_type const& type);
// The same in two: what stands before the button, so that with name and address it is four fields where the type
// demands no more, and the rest, which can be told later as well.
struct preparation_asked {
  std::vector<field> now;
  std::vector<field> later;
};
preparation_asked preparation_in_two(page_call const& c, interview_type const& type);
// Is anything typed in one of them, or wrong with it?
bool any_filled(form const& typed, std::vector<field> const& fields);
std::vector<field> consent_fields(page_call const& c);

// Both note mistakes in the form.
candidate_details candidate_in(page_call const& c, form& sent);
preparation preparation_in(page_call const& c, form& sent, interview_type const& type);
consents consents_in(form const& sent);

// As the booking has it now, for correcting it.
void fill_in(form& shown, booking const& b);

}  // namespace rehearse
