// Refusals of the use cases in the reader's language, for pages that show them beside a form. Pure; any thread.
#pragma once

#include "server/web/frame/form.hpp"
#include "server/web/frame/page.hpp"

#include <string>

namespace rehearse {

std::string sentence_of(page_call const& c, refusal const& why);

// The sentence of a mistake at a field of a booking.
std::string sentence_of(page_call const& c, field_error const& mistake);

// What a rule says of a value, for people where it speaks to programs.
std::string plain_detail(words const& language, std::string const& detail);

// All of a refusal's mistakes into the form, each at its field ("/preparation/answers/years" → "answer_years").
void take_refusal(page_call const& c, form& sent, refusal const& why);

}  // namespace rehearse
