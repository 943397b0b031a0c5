// What can be wrong with what a candidate fills in, against the interview type's form and the volunteer: everything at
// once, each with its pointer. Shapes and lengths are the business of whoever read it. Pure.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "scheduler/rules/interview_type.hpp"
#include "scheduler/rules/volunteer.hpp"

#include <vector>

namespace rehearse {

using field_errors = std::vector<field_error>;

void look_at_zone(std::string const& zone, field_errors& found);
void look_at_address(std::string const& email, field_errors& found);
// Answers to questions that are not asked, required ones that lack, choices that are none.
void look_at_answers(std::map<std::string, std::string> const& answers, interview_type const& type,
                     field_errors& found);
void look_at_editor(std::optional<editor> choice, volunteer const& who, field_errors& found);
// Any language, unless the volunteer said no to unfamiliar ones.
void look_at_language(std::optional<std::string> const& language, volunteer const& who, field_errors& found);
// A link to follow: http or https, or nothing.
void look_at_link(std::string_view pointer, std::string const& url, field_errors& found);

}  // namespace rehearse
